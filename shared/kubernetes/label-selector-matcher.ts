import { assertNever } from '../assert.ts';
import type { Labels, Matcher, Requirement, Selector } from './label-selector.ts';
import { requirementMatches, selectorFromObject } from './label-selector.ts';
import type { LabelSelector } from './types/meta.ts';

const never: Matcher = () => false;
const always: Matcher = () => true;
const noLabels: Labels = {};

/**
 * Compiles a selector that is matched against many objects. Plain equality, the common case, costs one property read per label.
 */
export function compileSelector(selector: Selector): Matcher {
  if (selector.nothing) return never;
  const tests = selector.requirements.map(compileRequirement);
  const [first, second] = tests;
  if (!first) return always;
  if (!second) return (labels) => first(labels ?? noLabels);
  if (tests.length === 2) return (labels = noLabels) => first(labels) && second(labels);
  return (labels = noLabels) => {
    for (const test of tests) if (!test(labels)) return false;
    return true;
  };
}

type Test = (labels: Labels) => boolean;

function compileRequirement(requirement: Requirement): Test {
  const { key, values, operator } = requirement;
  // `labels[key]` would find members of Object.prototype for keys such as `constructor`.
  if (key in Object.prototype) return (labels) => requirementMatches(requirement, labels);
  const only = values.length === 1 ? values[0] : undefined;
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      if (only !== undefined) return (labels) => labels[key] === only;
      return (labels) => labels[key] !== undefined && values.includes(labels[key]);
    case '!=':
    case 'notin':
      if (only !== undefined) return (labels) => labels[key] !== only;
      return (labels) => labels[key] === undefined || !values.includes(labels[key]);
    case 'exists':
      return (labels) => labels[key] !== undefined;
    case '!':
      return (labels) => labels[key] === undefined;
    case 'gt':
    case 'lt':
      return (labels) => requirementMatches(requirement, labels);
    default:
      return assertNever(operator);
  }
}

const compiled = new WeakMap<LabelSelector, Matcher>();

/**
 * The matcher of a `LabelSelector` object as stored in an object's spec: compiled once per object identity (stored objects are
 * immutable). Null or absent matches nothing, `{}` everything; one that does not convert matches nothing.
 */
export function matcherOf(object: LabelSelector | null | undefined): Matcher {
  if (object === null || object === undefined) return never;
  const known = compiled.get(object);
  if (known) return known;
  const selector = selectorFromObject(object);
  const matcher = selector.ok ? compileSelector(selector.value) : never;
  compiled.set(object, matcher);
  return matcher;
}
