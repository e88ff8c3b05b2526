import { jsonEqual } from '../../json.ts';
import type { CustomResourceDefinition, CustomResourceNames, DefinitionCondition } from './definition.ts';

/**
 * The status of a definition among the others: whose names are taken, and whether it is served. Accepted names stay when a change of them is
 * not accepted. @param now RFC 3339
 *
 * Source: apiextensions-apiserver, pkg/controller/status/naming_controller.go, pkg/controller/establish.
 * Where we differ: it is established with the write that makes it, not some moments later.
 */
export function withNamesAndConditions(
  definition: CustomResourceDefinition, others: readonly CustomResourceDefinition[], now: string,
): CustomResourceDefinition {
  const { group, names, versions } = definition.spec;
  const siblings = others.filter(({ spec, metadata }) => spec.group === group && metadata.name !== definition.metadata.name);
  const taken = siblings.flatMap(({ status }) => (status?.acceptedNames ? [status.acceptedNames] : []));
  const resources = new Set(taken.flatMap((other) => [other.plural, other.singular ?? '', ...other.shortNames ?? []]));
  const kinds = new Set(taken.flatMap((other) => [other.kind, other.listKind ?? '']));
  const accepted: CustomResourceNames = { ...definition.status?.acceptedNames ?? { plural: '', kind: '' } };
  const problems: { reason: string; message: string }[] = [];
  const accept = (reason: string, used: readonly string[], set: ReadonlySet<string>, take: () => void): void => {
    const conflicts = used.filter((name) => name !== '' && set.has(name));
    if (conflicts.length === 0) take();
    else problems.push(...conflicts.map((name) => ({ reason, message: `${JSON.stringify(name)} is already in use` })));
  };
  accept('PluralConflict', [names.plural], resources, () => { accepted.plural = names.plural; });
  accept('SingularConflict', [names.singular ?? ''], resources, () => { accepted.singular = names.singular ?? ''; });
  accept('ShortNamesConflict', names.shortNames ?? [], resources, () => { if (names.shortNames) accepted.shortNames = names.shortNames; });
  accept('KindConflict', [names.kind], kinds, () => { accepted.kind = names.kind; });
  accept('ListKindConflict', [names.listKind ?? ''], kinds, () => { accepted.listKind = names.listKind ?? ''; });
  if (names.categories) accepted.categories = names.categories;
  const [problem] = problems;
  const namesAccepted: DefinitionCondition = problem
    ? { type: 'NamesAccepted', status: 'False', reason: problem.reason, message: problems.map(({ message }) => message).join(', ') }
    : { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  const before = definition.status?.conditions ?? [];
  const isEstablished = before.some(({ type, status }) => type === 'Established' && status === 'True');
  const established: DefinitionCondition = isEstablished || !problem
    ? { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }
    : { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' };
  const stored = versions.filter(({ storage }) => storage).map(({ name }) => name);
  const storedVersions = [...new Set([...definition.status?.storedVersions ?? [], ...stored])];
  const conditions = [namesAccepted, established].reduce((list, condition) => withCondition(list, condition, now), before);
  return { ...definition, status: { ...definition.status, acceptedNames: accepted, conditions, storedVersions } };
}

/** The time of a condition moves with its status only. */
export function withCondition(conditions: readonly DefinitionCondition[], condition: DefinitionCondition, now: string): DefinitionCondition[] {
  const previous = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = previous?.status === condition.status ? previous.lastTransitionTime ?? now : now;
  const { type, status, ...rest } = condition;
  const next = { lastTransitionTime, ...rest, status, type };
  if (previous && jsonEqual(previous, next)) return [...conditions];
  return previous ? conditions.map((other) => (other === previous ? next : other)) : [...conditions, next];
}
