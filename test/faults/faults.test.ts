/** Every operation under every fault of the service. */
import { testMatrix } from './testMatrix.ts';
import { faultRows } from './faultRows.ts';

testMatrix('faults', faultRows);
