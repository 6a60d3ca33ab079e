/** Shows what the shared schemas say about a form: only at fields that the user has been to, until a submit. */
import type * as z from 'zod/mini';
import type { Field } from '../../protocol/userForm.ts';
import type { Control } from '../controls/control.ts';

/** The controls of a form by the field that they hold. */
export type Controls = ReadonlyMap<Field, Control>;

/** Which problems are shown. */
export type Validation = {
  /** From now on the problems of this field are shown. */
  readonly visit: (field: Field) => void;
  /** Shows the problems of an attempt to submit, at every field. @returns false when there are any */
  readonly all: (result: z.core.util.SafeParseResult<unknown>) => boolean;
  /** Shows the problems at the fields that were visited. */
  readonly visited: (result: z.core.util.SafeParseResult<unknown>) => void;
  /** Shows what the service said about a field, until that field is changed. */
  readonly fromService: (field: Field, message: string) => void;
  /** Forgets what the service said about a field. */
  readonly changed: (field: Field) => void;
};

/** Makes the validation of a form's controls. */
export const createValidation = (controls: Controls): Validation => {
  const visited = new Set<Field>();
  const said = new Map<Field, string>();
  const fieldOf = (issue: z.core.$ZodIssue): Field | undefined =>
    [...controls.keys()].find((field) => issue.path.includes(field));
  const show = (result: z.core.util.SafeParseResult<unknown>): readonly Field[] => {
    const problems = new Map<Field, string>();
    for (const issue of result.success ? [] : result.error.issues) {
      const field = fieldOf(issue);
      if (field !== undefined && !problems.has(field)) problems.set(field, issue.message);
    }
    for (const [field, control] of controls) {
      control.showProblem(said.get(field) ?? (visited.has(field) ? problems.get(field) : undefined));
    }
    return [...controls.keys()].filter((field) => problems.has(field));
  };
  return {
    visit: (field) => visited.add(field),
    all: (result) => {
      for (const field of controls.keys()) visited.add(field);
      const wrong = show(result);
      const first = wrong[0];
      if (first !== undefined) controls.get(first)?.focus();
      return result.success;
    },
    visited: (result) => {
      show(result);
    },
    fromService: (field, message) => {
      said.set(field, message);
      controls.get(field)?.showProblem(message);
      // The toolkit enables its fields with the next frame, and a disabled one takes no focus.
      requestAnimationFrame(() => controls.get(field)?.focus());
    },
    changed: (field) => said.delete(field),
  };
};
