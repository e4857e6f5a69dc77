/** The schemas that have a name in the API's description, and an example of each that is a body of its own. */
import type { TSchema } from 'typebox'
import * as commands from '../../../src/protocol/commands.ts'
import * as console from '../../../src/protocol/console.ts'
import * as entry from '../../../src/protocol/console-entry.ts'
import * as device from '../../../src/protocol/device.ts'
import { StoreHours, StoreHoursNow } from '../../../src/protocol/hours.ts'
import * as keeping from '../../../src/protocol/keeping.ts'
import { Problem } from '../../../src/protocol/problems.ts'
import * as push from '../../../src/protocol/push.ts'
import * as shopper from '../../../src/protocol/shopper.ts'
import * as staff from '../../../src/protocol/staff.ts'
import { ManagedPolicy } from '../../console/store-routes.ts'
import { DemoIdentity, DemoShop } from '../../demo/routes.ts'
import { CommandBody } from '../../members/command-routes.ts'
import { PolicyBody, PolicyChange } from '../../members/policy-routes.ts'
import { Well } from '../health-routes.ts'
import { Meaning } from '../problem-routes.ts'
import * as consoleExamples from './console-examples.ts'
import * as examples from './examples.ts'
import * as socket from './socket-schemas.ts'

interface Component {
  readonly schema: TSchema
  readonly example?: unknown
}

export const components: Readonly<Record<string, Component>> = {
  AddStore: { schema: console.AddStore, example: consoleExamples.addStore },
  AddTeamMember: { schema: console.AddTeamMember, example: consoleExamples.addTeamMember },
  AllowedSites: { schema: console.AllowedSites, example: consoleExamples.allowedSites },
  AskQuestion: { schema: shopper.AskQuestion, example: examples.askQuestion },
  AuditPage: { schema: console.AuditPage, example: consoleExamples.auditPage },
  Batch: { schema: socket.Batch },
  BellCheck: { schema: push.BellCheck, example: examples.bellCheck },
  ChangeMember: { schema: console.ChangeMember, example: { role: 'manager' } },
  ChangePassword: { schema: entry.ChangePassword, example: consoleExamples.changePassword },
  ChangeRetailer: { schema: console.ChangeRetailer, example: { currency: 'EUR' } },
  ChangeStore: { schema: console.ChangeStore, example: { idleLockMs: 60_000 } },
  ChatMessages: { schema: staff.ChatMessages, example: examples.chatMessages },
  ChatRow: { schema: socket.ChatRow },
  ChoosePassword: { schema: entry.ChoosePassword, example: consoleExamples.choosePassword },
  ClaimChat: { schema: commands.ClaimChat },
  ClockDown: { schema: socket.ClockDown },
  ClockUp: { schema: socket.ClockUp },
  CommandAccepted: { schema: commands.CommandAccepted, example: { is: 'accepted', fence: 1 } },
  ConsoleAccount: { schema: entry.ConsoleAccount, example: consoleExamples.consoleAccount },
  ConsoleSession: { schema: entry.ConsoleSession, example: consoleExamples.consoleSession },
  ConsoleSignIn: { schema: entry.ConsoleSignIn, example: consoleExamples.consoleSignIn },
  DeclineOffer: { schema: commands.DeclineOffer },
  DemoIdentity: { schema: DemoIdentity, example: examples.demoIdentity },
  DemoShop: { schema: DemoShop, example: examples.demoShop },
  DeviceChallenge: { schema: device.DeviceChallenge, example: examples.deviceChallenge },
  DeviceHere: { schema: device.DeviceHere, example: examples.deviceHere },
  DeviceName: { schema: console.RenameDevice, example: { name: 'Tablet at the till' } },
  EndByShopper: { schema: shopper.EndByShopper, example: examples.endByShopper },
  EndChat: { schema: commands.EndChat },
  EnrolDevice: { schema: device.EnrolDevice, example: examples.enrolDevice },
  EraseShopper: { schema: keeping.EraseShopper, example: examples.eraseShopper },
  Erased: { schema: keeping.Erased, example: examples.erased },
  ExportShopper: { schema: keeping.ExportShopper, example: examples.exportShopper },
  HandBackChat: { schema: commands.HandBackChat, example: examples.handBackChat },
  LanguageChoice: { schema: staff.LanguageChoice, example: examples.languageChoice },
  LeaveContact: { schema: shopper.LeaveContact, example: examples.leaveContact },
  LinkToken: { schema: entry.LinkToken, example: { token: consoleExamples.token } },
  ManagedDevice: { schema: console.ManagedDevice, example: consoleExamples.managedDevice },
  ManagedDevices: { schema: console.ManagedDevices, example: consoleExamples.managedDevices },
  RingDevice: { schema: console.RingDevice, example: consoleExamples.ringDevice },
  ManagedMember: { schema: console.ManagedMember, example: consoleExamples.managedMember },
  ManagedMembers: { schema: console.ManagedMembers, example: { members: [consoleExamples.managedMember] } },
  ManagedPolicy: { schema: ManagedPolicy, example: consoleExamples.managedPolicy },
  ManagedRetailer: { schema: console.ManagedRetailer, example: consoleExamples.managedRetailer },
  ManagedStore: { schema: console.ManagedStore, example: consoleExamples.managedStore },
  ManagedStores: { schema: console.ManagedStores, example: { stores: [consoleExamples.managedStore] } },
  MemberCommand: { schema: CommandBody, example: examples.claimChat },
  MemberPresence: { schema: socket.MemberPresence },
  MemberRow: { schema: socket.MemberRow },
  MeRow: { schema: socket.MeRow },
  MessageRow: { schema: socket.MessageRow },
  MissedRow: { schema: socket.MissedRow },
  NewPin: { schema: console.NewPin, example: { pin: '4729' } },
  OfferAccount: { schema: console.OfferAccount, example: { login: 'emma@shop.example' } },
  OfferedEnrolment: { schema: console.OfferedEnrolment, example: consoleExamples.offeredEnrolment },
  OfferedLink: { schema: entry.OfferedLink, example: consoleExamples.offeredLink },
  OfferEnrolment: { schema: console.OfferEnrolment, example: consoleExamples.offerEnrolment },
  OfferRow: { schema: socket.OfferRow },
  PageReport: { schema: socket.PageReport },
  PasskeyAssertion: { schema: entry.PasskeyAssertion, example: consoleExamples.passkeyAssertion },
  PasskeyOptions: { schema: entry.PasskeyOptions, example: consoleExamples.passkeyOptions },
  PasskeyRegistration: { schema: entry.PasskeyRegistration, example: consoleExamples.passkeyRegistration },
  PasswordLink: { schema: entry.PasswordLink, example: { name: 'Emma', login: 'emma@shop.example' } },
  PickUpMissedChat: { schema: commands.PickUpMissedChat },
  Policy: { schema: PolicyBody, example: examples.policy },
  PolicyChange: { schema: PolicyChange, example: { places: 2, countdownMs: 20_000 } },
  Problem: { schema: Problem },
  ProblemMeaning: { schema: Meaning, example: examples.problemMeaning },
  ProductSent: { schema: shopper.ProductSent },
  PushKey: { schema: push.PushKey, example: examples.pushKey },
  ReportOffer: { schema: commands.ReportOffer },
  ReportPush: { schema: push.ReportPush, example: examples.reportPush },
  RingableDevices: { schema: push.RingableDevices, example: examples.ringableDevices },
  Retention: { schema: keeping.RetentionBody, example: examples.retention },
  Row: { schema: socket.Row },
  SavePushSubscription: { schema: push.SavePushSubscription, example: examples.savePushSubscription },
  SendMessage: { schema: commands.SendMessage },
  Session: { schema: staff.Session, example: examples.session },
  SettleMissedChat: { schema: commands.SettleMissedChat },
  SetUp: { schema: entry.SetUp, example: consoleExamples.setUp },
  SetWish: { schema: commands.SetWish },
  ShopperCard: { schema: socket.ShopperCard },
  ShopperChat: { schema: shopper.ShopperChat, example: examples.shopperChat },
  ShopperExport: { schema: keeping.ShopperExport, example: examples.shopperExport },
  ShopperMessage: { schema: shopper.ShopperMessage },
  ShopperMessages: { schema: shopper.ShopperMessages, example: examples.shopperMessages },
  ShopperSession: { schema: shopper.ShopperSession, example: examples.shopperSession },
  ShopperSessionRequest: { schema: shopper.ShopperSessionRequest, example: examples.shopperSessionRequest },
  ShoppingHistory: { schema: staff.ShoppingHistory, example: examples.shoppingHistory },
  SignIn: { schema: device.SignIn, example: examples.signIn },
  SignInFaces: { schema: staff.SignInFaces, example: examples.signInFaces },
  SigningSecret: { schema: console.SigningSecret, example: { signingSecret: consoleExamples.token } },
  StartBellCheck: { schema: push.StartBellCheck, example: examples.startBellCheck },
  Status: { schema: Well, example: { status: 'ok' } },
  StoreHours: { schema: StoreHours, example: examples.storeHours },
  StoreHoursNow: { schema: StoreHoursNow, example: examples.storeHoursNow },
  StoreRow: { schema: socket.StoreRow },
  UnlockSession: { schema: device.UnlockSession, example: examples.unlockSession },
  ViewedProduct: { schema: staff.ViewedProduct },
  WishStamps: { schema: commands.WishStamps },
  WhichShopper: { schema: keeping.WhichShopper },
  WriteMessage: { schema: shopper.WriteMessage, example: examples.writeMessage },
}
