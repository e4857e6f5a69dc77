/**
 * Under which names erasures are remembered. A hash says nothing of whom it was made of to anybody who does not know them already;
 * a customer's number, of which there are few, could be found by trying all.
 */
import { createHash } from 'node:crypto'
import type { ChatId, RetailerId, ShopperId, StoreId } from '../../../src/identifiers.ts'

/** SHA-256 (hex). */
export const erasedHash = (text: string): string => createHash('sha256').update(text).digest('hex')

export const shopperName = (shopper: ShopperId): string => `shopper ${shopper}`
export const chatName = (store: StoreId, chat: ChatId): string => `chat ${store} ${chat}`
export const customerName = (retailer: RetailerId, customer: string): string => `customer ${retailer} ${customer}`
