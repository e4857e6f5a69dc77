/** The schemas that have a name in the API's description, and an example of each that is a body of its own. */
import type { TSchema } from 'typebox'
import * as commands from '../../../src/protocol/commands.ts'
import * as device from '../../../src/protocol/device.ts'
import { StoreHours, StoreHoursNow } from '../../../src/protocol/hours.ts'
import { Problem } from '../../../src/protocol/problems.ts'
import * as push from '../../../src/protocol/push.ts'
import * as shopper from '../../../src/protocol/shopper.ts'
import * as staff from '../../../src/protocol/staff.ts'
import { DemoIdentity, DemoShop } from '../../demo/routes.ts'
import { CommandBody } from '../../members/command-routes.ts'
import { PolicyBody, PolicyChange } from '../../members/policy-routes.ts'
import { Well } from '../health-routes.ts'
import { Meaning } from '../problem-routes.ts'
import * as examples from './examples.ts'
import * as socket from './socket-schemas.ts'

interface Component {
  readonly schema: TSchema
  readonly example?: unknown
}

export const components: Readonly<Record<string, Component>> = {
  AskQuestion: { schema: shopper.AskQuestion, example: examples.askQuestion },
  Batch: { schema: socket.Batch },
  BellCheck: { schema: push.BellCheck, example: examples.bellCheck },
  ChatMessages: { schema: staff.ChatMessages, example: examples.chatMessages },
  ChatRow: { schema: socket.ChatRow },
  ClaimChat: { schema: commands.ClaimChat },
  ClockDown: { schema: socket.ClockDown },
  ClockUp: { schema: socket.ClockUp },
  CommandAccepted: { schema: commands.CommandAccepted, example: { is: 'accepted', fence: 1 } },
  DeclineOffer: { schema: commands.DeclineOffer },
  DemoIdentity: { schema: DemoIdentity, example: examples.demoIdentity },
  DemoShop: { schema: DemoShop, example: examples.demoShop },
  DeviceChallenge: { schema: device.DeviceChallenge, example: examples.deviceChallenge },
  DeviceHere: { schema: device.DeviceHere, example: examples.deviceHere },
  EndByShopper: { schema: shopper.EndByShopper, example: examples.endByShopper },
  EndChat: { schema: commands.EndChat },
  EnrolDevice: { schema: device.EnrolDevice, example: examples.enrolDevice },
  HandBackChat: { schema: commands.HandBackChat, example: examples.handBackChat },
  LanguageChoice: { schema: staff.LanguageChoice, example: examples.languageChoice },
  LeaveContact: { schema: shopper.LeaveContact, example: examples.leaveContact },
  MeRow: { schema: socket.MeRow },
  MemberCommand: { schema: CommandBody, example: examples.claimChat },
  MemberPresence: { schema: socket.MemberPresence },
  MemberRow: { schema: socket.MemberRow },
  MessageRow: { schema: socket.MessageRow },
  MissedRow: { schema: socket.MissedRow },
  OfferRow: { schema: socket.OfferRow },
  PageReport: { schema: socket.PageReport },
  PickUpMissedChat: { schema: commands.PickUpMissedChat },
  Policy: { schema: PolicyBody, example: examples.policy },
  PolicyChange: { schema: PolicyChange, example: { places: 2, countdownMs: 20_000 } },
  Problem: { schema: Problem },
  ProblemMeaning: { schema: Meaning, example: examples.problemMeaning },
  ProductSent: { schema: shopper.ProductSent },
  ReportOffer: { schema: commands.ReportOffer },
  PushKey: { schema: push.PushKey, example: examples.pushKey },
  ReportPush: { schema: push.ReportPush, example: examples.reportPush },
  RingableDevices: { schema: push.RingableDevices, example: examples.ringableDevices },
  Row: { schema: socket.Row },
  SavePushSubscription: { schema: push.SavePushSubscription, example: examples.savePushSubscription },
  SendMessage: { schema: commands.SendMessage },
  Session: { schema: staff.Session, example: examples.session },
  SetWish: { schema: commands.SetWish },
  SettleMissedChat: { schema: commands.SettleMissedChat },
  ShopperCard: { schema: socket.ShopperCard },
  ShopperChat: { schema: shopper.ShopperChat, example: examples.shopperChat },
  ShopperMessage: { schema: shopper.ShopperMessage },
  ShopperMessages: { schema: shopper.ShopperMessages, example: examples.shopperMessages },
  ShopperSession: { schema: shopper.ShopperSession, example: examples.shopperSession },
  ShopperSessionRequest: { schema: shopper.ShopperSessionRequest, example: examples.shopperSessionRequest },
  ShoppingHistory: { schema: staff.ShoppingHistory, example: examples.shoppingHistory },
  SignIn: { schema: device.SignIn, example: examples.signIn },
  SignInFaces: { schema: staff.SignInFaces, example: examples.signInFaces },
  StartBellCheck: { schema: push.StartBellCheck, example: examples.startBellCheck },
  Status: { schema: Well, example: { status: 'ok' } },
  StoreHours: { schema: StoreHours, example: examples.storeHours },
  StoreHoursNow: { schema: StoreHoursNow, example: examples.storeHoursNow },
  StoreRow: { schema: socket.StoreRow },
  UnlockSession: { schema: device.UnlockSession, example: examples.unlockSession },
  ViewedProduct: { schema: staff.ViewedProduct },
  WishStamps: { schema: commands.WishStamps },
  WriteMessage: { schema: shopper.WriteMessage, example: examples.writeMessage },
}
