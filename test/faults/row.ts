/** What a row of the matrix is: something that goes wrong, and the course that a write takes by it. */
import type { Recorder } from '../../src/journal/journal.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import type { Ecgrid } from '../unit/support/ecgrid.ts';
import type { Gateway } from '../unit/support/gateway.ts';
import type { Operation } from './operations.ts';

/** Where a write is about to be sent. */
export type Stage = {
  readonly desk: Ecgrid;
  readonly operation: Operation;
  /** Method and path of the write. */
  readonly call: string;
  readonly login: string;
  readonly userId: number | undefined;
  /** The one who sends it. */
  readonly adminId: number;
  readonly recorder: Recorder;
  /** The folder of the journal. */
  readonly folder: string;
  /** A gateway of its own in front of the sandbox. */
  readonly gateway: () => Promise<Gateway>;
  /** Ends what is under way. */
  readonly cancel: () => void;
  /** Called when somebody else has changed something: what is true now is what must stay. */
  readonly note: () => Promise<void>;
};

/** What is different about the way that the write takes. */
export type Way = {
  readonly origin?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly recorder?: Recorder;
  /** Told the status of each answer. */
  readonly onAnswer?: (status: number | 'failed') => void;
  /** What happens after the operation has ended, before anybody looks. */
  readonly afterwards?: () => Promise<void>;
};

/** What becomes of a write, by the row and the operation alone. */
export type Course = {
  /**
   * `answered` = ECGrid says that it is done; `refused` = ECGrid itself says no; `busy` = it says no for now;
   * `lost` = the answer does not arrive; `gaveUp` = nobody waited for the end; `blind` = lost, and reading fails too;
   * `notSent` = it never leaves; `notAsked` = the reading before it says that it should not.
   */
  readonly kind: 'answered' | 'refused' | 'busy' | 'lost' | 'gaveUp' | 'blind' | 'notSent' | 'notAsked';
  /** True when ECGrid carries it out, sooner or later. */
  readonly commits: boolean;
  /** True when it does so after everybody has stopped looking. */
  readonly late?: boolean;
  /** How many requests that write arrive at ECGrid; 1 unless told, 0 for what is not sent. */
  readonly arrive?: number;
  /** How many were sent, where some do not arrive. */
  readonly sent?: number;
  /** How what is told begins; for `notAsked` the whole of it. */
  readonly told?: RegExp;
  /** False when the journal has no entry of it: nothing was begun, or nothing could be written. */
  readonly recorded?: boolean;
};

export type Row = {
  /** As the table has it. */
  readonly name: string;
  /** Faults of the sandbox on every request that writes. */
  readonly faults?: readonly Json[];
  /** True when all operations meet it at once, since each waits for a time-out. */
  readonly atOnce?: boolean;
  /** Milliseconds by which the clock of this machine is ahead. */
  readonly clock?: number;
  /** Anything that happens besides. */
  readonly arrange?: (stage: Stage) => Way | Promise<Way>;
  /** Undefined where the row means nothing for an operation. */
  readonly course: (operation: Operation) => Course | undefined;
};
