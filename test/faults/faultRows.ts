/** The sandbox’s faults on the request that writes, each with the course that a write takes by it. */
import type { FaultName } from '../../sandbox/faultKinds.ts';
import type { Operation } from './operations.ts';
import type { Course, Row } from './row.ts';

/** Faults of lists, filters and pages, which no write has. */
export const faultsOfLists: readonly FaultName[] = ['ignorePageNo', 'ignoreFilters'];

/** Longer than the client waits for an answer. */
const tooLong = 60_000;
/** How long the client waits where that is what is tried; milliseconds. */
const shortTimeout = 2000;

const brokenDown = /^ECGrid has a problem of its own\./;
const brokeOff = /^The connection to ECGrid broke off\./;
const notEcgrid = /^The answer is not one of ECGrid(’|')s/;
const tooSlow = /^ECGrid did not answer within 2 seconds\./;
const tooMany = /^ECGrid receives too many requests with this key\./;

const always =
  (course: Course): Row['course'] =>
  () =>
    course;

const done: Course = { kind: 'answered', commits: true };
const lost = (commits: boolean, told: RegExp): Row['course'] => always({ kind: 'lost', commits, told });
const refused = (told: RegExp): Row['course'] => always({ kind: 'refused', commits: false, told });
const busy = (arrive: number): Row['course'] =>
  always({ kind: 'busy', commits: false, arrive, told: tooMany });

/** A record that cannot be read is an answer that was lost; a bare yes and a key are no records. */
const unreadable = ({ answers }: Operation): Course =>
  answers === 'record' ? { kind: 'lost', commits: true, told: notEcgrid } : done;

const hour = 3600;

/** Too many requests, with a time of day to wait for, by a clock that differs from this machine’s. */
const byClock = (name: string, clockAhead: number): readonly Row[] => [
  {
    name: `rate limited once, until a time of day, this machine’s clock ${name}`,
    faults: [{ name: 'rateLimited', retryAfter: 0, clockAhead, times: 1 }],
    course: always({ ...done, arrive: 2 }),
  },
  {
    name: `rate limited for ten minutes, as a time of day, this machine’s clock ${name}`,
    faults: [{ name: 'rateLimited', retryAfter: 600, clockAhead }],
    course: busy(1),
  },
];

/** Every fault that can hit a write. */
export const faultRows: readonly Row[] = [
  { name: 'nothing', course: always(done) },
  { name: 'a slow answer', faults: [{ name: 'latency', delayMs: 20 }], course: always(done) },
  {
    name: 'error 500 before it is carried out',
    faults: [{ name: 'error500BeforeCommit' }],
    course: lost(false, brokenDown),
  },
  {
    name: 'error 500 after it is carried out',
    faults: [{ name: 'error500AfterCommit' }],
    course: lost(true, brokenDown),
  },
  { name: 'error 503', faults: [{ name: 'error503' }], course: lost(false, brokenDown) },
  {
    name: 'error 503 with Retry-After',
    faults: [{ name: 'error503', retryAfter: 0 }],
    course: lost(false, brokenDown),
  },
  {
    name: 'connection lost before it is carried out',
    faults: [{ name: 'dropBeforeCommit' }],
    course: lost(false, brokeOff),
  },
  {
    name: 'connection lost after it is carried out',
    faults: [{ name: 'dropAfterCommit' }],
    course: lost(true, brokeOff),
  },
  { name: 'HTML page, HTTP 502', faults: [{ name: 'htmlBody' }], course: lost(false, brokenDown) },
  {
    name: 'HTML page, HTTP 200',
    faults: [{ name: 'htmlBody', status: 200 }],
    course: lost(false, notEcgrid),
  },
  { name: 'half an answer', faults: [{ name: 'truncatedJson' }], course: lost(true, notEcgrid) },
  { name: 'an empty answer', faults: [{ name: 'emptyBody' }], course: lost(true, notEcgrid) },
  { name: 'a record that cannot be read', faults: [{ name: 'malformedRecord' }], course: unreadable },
  {
    name: 'redirection',
    faults: [{ name: 'redirect', location: 'http://127.0.0.1:9/' }],
    course: lost(false, /^The address answers with a redirection \(HTTP 302\)/),
  },
  {
    name: 'HTTP 200 that says InternalError',
    faults: [{ name: 'unsuccessful200' }],
    course: lost(false, brokenDown),
  },
  {
    name: 'HTTP 200 that says AccessDenied',
    faults: [{ name: 'unsuccessful200', errorCode: 'AccessDenied' }],
    course: refused(/^ECGrid does not allow this to your AuthLevel\./),
  },
  {
    name: 'HTTP 401',
    faults: [{ name: 'unauthorized' }],
    course: refused(/^ECGrid does not accept the API key\./),
  },
  {
    name: 'HTTP 403',
    faults: [{ name: 'forbidden' }],
    course: refused(/^ECGrid does not allow this to your AuthLevel\./),
  },
  {
    name: 'HTTP 404',
    faults: [{ name: 'notFound' }],
    course: refused(/^ECGrid does not find what was asked for\./),
  },
  {
    name: 'rate limited once',
    faults: [{ name: 'rateLimited', retryAfter: 0, times: 1 }],
    course: always({ ...done, arrive: 2 }),
  },
  {
    name: 'rate limited once, without Retry-After',
    faults: [{ name: 'rateLimitedWithoutRetryAfter', times: 1 }],
    course: always({ ...done, arrive: 2 }),
  },
  { name: 'rate limited always', faults: [{ name: 'rateLimited', retryAfter: 0 }], course: busy(3) },
  {
    name: 'rate limited always, without Retry-After',
    faults: [{ name: 'rateLimitedWithoutRetryAfter' }],
    course: busy(3),
  },
  { name: 'rate limited for an hour', faults: [{ name: 'rateLimited', retryAfter: hour }], course: busy(1) },
  // A service that is an hour behind is a machine that is an hour ahead.
  ...byClock('an hour ahead', -hour),
  ...byClock('an hour behind', hour),
  {
    name: 'no answer in time, not carried out so far',
    faults: [{ name: 'latency', delayMs: tooLong }],
    atOnce: true,
    arrange: () => ({ timeout: shortTimeout }),
    course: always({ kind: 'gaveUp', commits: false, told: tooSlow }),
  },
  {
    name: 'no answer in time, carried out',
    faults: [{ name: 'slowBody', delayMs: tooLong }],
    atOnce: true,
    arrange: () => ({ timeout: shortTimeout }),
    course: always({ kind: 'gaveUp', commits: true, told: tooSlow }),
  },
];
