/** Every operation in every situation. */
import { testMatrix } from './testMatrix.ts';
import { situationRows } from './situationRows.ts';

testMatrix('situations', situationRows);
