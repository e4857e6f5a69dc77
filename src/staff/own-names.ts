/** What the store and whoever is signed in are called now: as at sign-in, until the feed says otherwise. */
import type { StaffModel } from './model.ts'

type Named = Pick<StaffModel, 'rows' | 'session'>

export const storeName = ({ rows, session }: Named): string => rows.store?.name ?? session.store.name

export const ownName = ({ rows, session }: Named): string => rows.me?.name ?? session.member.name
