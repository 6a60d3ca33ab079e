/**
 * When-clauses as VS Code judges them: `||` of `&&` of `key`, `!key`, `key == value`, `key != value`, `key =~ /…/`.
 * VS Code reads `key == true` and `key != false` as `key`, and `key == false` and `key != true` as `!key`.
 */
import assert from 'node:assert/strict';

/** What the context keys are; a missing one is as good as false. */
export type ContextKeys = Readonly<Record<string, string | boolean | undefined>>;

const isTermTrue = (term: string, keys: ContextKeys): boolean => {
  const [, not = '', name = '', operator, right = ''] =
    /^(!?)([\w.]+)(?: (==|!=|=~) (.+))?$/.exec(term) ?? assert.fail(`not understood: ${term}`);
  const value = keys[name];
  const isNegative = not !== '' || operator === '!=';
  if (operator === undefined) return Boolean(name === 'true' || (name !== 'false' && value)) !== isNegative;
  assert.equal(not, '', `not understood: ${term}`);
  if (operator !== '=~') {
    const isEqual =
      right === 'true' || right === 'false'
        ? Boolean(value) === (right === 'true')
        : value !== undefined && String(value) === right;
    return isEqual !== isNegative;
  }
  const pattern = /^\/(.*)\/$/.exec(right)?.[1] ?? assert.fail(`not understood: ${term}`);
  return new RegExp(pattern).test(String(value));
};

/** True when a when-clause holds; one that is missing always does. */
export const isWhenTrue = (when: string | undefined, keys: ContextKeys): boolean =>
  when === undefined ||
  when.split(' || ').some((clause) => clause.split(' && ').every((term) => isTermTrue(term, keys)));
