/** Every method of the client, as a call that any user id will do for. */
import type { EcgridClient } from '../../../src/api/client.ts';
import { aNewUser } from './builders.ts';

export type ClientCall = (client: EcgridClient, signal?: AbortSignal) => Promise<unknown>;

/** A password that must never be seen in an error. */
export const passwordCanary = aNewUser().password;

/** A text message that must never be seen in an error. */
export const messageCanary = 'Canary text 4712';

const id = 10_020;
const page = { pageNo: 1, recordsPerPage: 25 };

/** What changes nothing, POSTs among them. */
export const reads: Readonly<Record<string, ClientCall>> = {
  'users.get': ({ users }, signal) => users.get(id, signal),
  'users.me': ({ users }, signal) => users.me(signal),
  'users.byName': ({ users }, signal) => users.byName('jdoe', signal),
  'users.list': ({ users }, signal) => users.list({}, page, signal),
  'users.generatePassword': ({ users }, signal) => users.generatePassword(12, signal),
  'users.getKey': ({ users }, signal) => users.getKey(id, signal),
  'session.version': ({ session }, signal) => session.version(signal),
  'session.info': ({ session }, signal) => session.info(signal),
  'networks.listNetworks': ({ networks }, signal) => networks.listNetworks({}, page, signal),
  'networks.getNetwork': ({ networks }, signal) => networks.getNetwork(1, signal),
  'networks.listMailboxes': ({ networks }, signal) => networks.listMailboxes({}, page, signal),
  'networks.getMailbox': ({ networks }, signal) => networks.getMailbox(1001, signal),
};

/** What changes something. */
export const writes: Readonly<Record<string, ClientCall>> = {
  'users.create': ({ users }, signal) => users.create(aNewUser(), signal),
  'users.update': ({ users }, signal) => users.update(id, { firstName: 'New' }, signal),
  'users.setRole': ({ users }, signal) => users.setRole(id, 'TPUser', {}, signal),
  'users.setNetworkMailbox': ({ users }, signal) => users.setNetworkMailbox(id, { mailboxId: 1001 }, signal),
  'users.setPassword': ({ users }, signal) => users.setPassword(id, passwordCanary, signal),
  'users.generateKey': ({ users }, signal) => users.generateKey(id, signal),
  'users.reset': ({ users }, signal) => users.reset(id, signal),
  'users.terminate': ({ users }, signal) => users.terminate(id, signal),
  'users.sendSms': ({ users }, signal) => users.sendSms(id, messageCanary, signal),
  'users.updateConfig': ({ users }, signal) => users.updateConfig(id, { cellPhone: '1' }, signal),
};
