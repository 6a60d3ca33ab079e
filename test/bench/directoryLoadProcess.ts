/** The process of `directoryLoad.ts`: `node directoryLoadProcess.ts URL KEY [watched]` prints one JSON line. */
import { createClient } from '../../src/api/client.ts';
import { largestPage } from '../../src/api/paging.ts';
import { Directory } from '../../src/directory/directory.ts';
import { Places } from '../../src/directory/places.ts';
import type { Load } from './directoryLoad.ts';
import { liveHeap } from './heap.ts';

const [origin = '', apiKey = '', mode] = process.argv.slice(2);

let requests = 0;
const { users, networks } = createClient({ origin, apiKey, onAttempt: () => void (requests += 1) });
// What is loaded and compiled once is not the directory's.
await users.me();
const before = liveHeap();
requests = 0;

const started = performance.now();
const directory = new Directory({
  listUsers: (filter, page, signal) => users.list(filter, page, signal),
  pageSize: largestPage,
  places: new Places({
    listNetworks: (page, signal) => networks.listNetworks({}, page, signal),
    listMailboxes: (page, signal) => networks.listMailboxes({}, page, signal),
  }),
});
if (mode === 'watched') directory.onDidChange(() => directory.groups());
await directory.load();
await directory.loadRest();
const count = directory.users().length;
const milliseconds = performance.now() - started;
if (!directory.complete) throw new Error('The directory has not been loaded completely.');
const load: Load = { users: count, milliseconds, requests, growth: liveHeap() - before };
console.log(JSON.stringify(load));
directory.dispose();
