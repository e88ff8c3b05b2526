import type { Fields } from '../../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, numbersOf, optionalFields, optionalText, textOf } from '../../fields.ts';
import { legacyIp, parseIp } from '../../names-ip.ts';
import { dns1123Subdomain, labelKey } from '../../names.ts';
import type { FieldErrors } from '../field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll } from '../field-errors.ts';
import { validateImmutable } from '../immutable.ts';
import { validatePodAnnotationUpdates } from '../pod-annotations.ts';

const systemConditions = ['PodScheduled', 'Ready', 'Initialized'];
const notNegative = 'must be a non-negative integer';

/** Source: ValidatePodStatusUpdate. Where we differ: what devices and image volumes report is not looked at. */
export function validatePodStatus(next: Fields, old: Fields): FieldErrors {
  const [status, oldStatus, spec] = [fieldsOf(next, 'status'), fieldsOf(old, 'status'), fieldsOf(old, 'spec')];
  const errors = validatePodAnnotationUpdates(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata'), spec);
  itemsOf(status, 'conditions').forEach((condition, index) => {
    const [type, generation] = [textOf(condition, 'type'), numberOf(condition, 'observedGeneration')];
    const at = `status.conditions[${index}]`;
    if (generation < 0) errors.push(invalid(`${at}.observedGeneration`, generation, notNegative));
    if (!systemConditions.includes(type)) errors.push(...invalidAll(`${at}.Type`, type, labelKey(type)));
  });
  errors.push(...validateNomination(textOf(status, 'nominatedNodeName'), textOf(oldStatus, 'nominatedNodeName'), textOf(spec, 'nodeName')));
  const generation = numberOf(status, 'observedGeneration');
  if (generation < 0) errors.push(invalid('status.observedGeneration', generation, notNegative));
  errors.push(...validateImmutable(status['qosClass'], oldStatus['qosClass'], 'status.qosClass'));
  for (const [list, containers] of [['containerStatuses', 'containers'], ['initContainerStatuses', 'initContainers'], ['ephemeralContainerStatuses', '']] as const) {
    errors.push(...validateTransitions(itemsOf(status, list), itemsOf(oldStatus, list), spec, containers, `status.${list}`));
  }
  errors.push(...validateClaimStatuses(itemsOf(status, 'resourceClaimStatuses'), itemsOf(spec, 'resourceClaims')));
  errors.push(...validateAddresses(itemsOf(status, 'podIPs').map((address) => textOf(address, 'ip')), 'status.podIPs'));
  const hosts = itemsOf(status, 'hostIPs').map((address) => textOf(address, 'ip'));
  const [host] = hosts;
  if (host !== undefined && host !== textOf(status, 'hostIP')) errors.push(invalid('status.hostIPs[0].ip', host, 'must be equal to `hostIP`'));
  return [...errors, ...validateAddresses(hosts, 'status.hostIPs')];
}

/** A node that room is made on is wanted before the pod is bound, not after. */
function validateNomination(name: string, before: string, nodeName: string): FieldErrors {
  if (name === before || name === '') return [];
  const path = 'status.nominatedNodeName';
  const errors = invalidAll(path, name, dns1123Subdomain(name));
  return nodeName === '' ? errors : [...errors, forbidden(path, 'may not be set on pods that are already bound to a node')];
}

/**
 * A container that has ended stays so, unless its restart policy says otherwise. Source: ValidateContainerStateTransition and its likes.
 *
 * @param list the containers' place in the spec; '' for ephemeral ones, which never start again
 */
function validateTransitions(next: readonly Fields[], old: readonly Fields[], spec: Fields, list: string, path: string): FieldErrors {
  const all = ['containers', 'initContainers'].flatMap((name) => itemsOf(spec, name));
  const restartsAll = all.some((container) => itemsOf(container, 'restartPolicyRules').some((rule) => textOf(rule, 'action') === 'RestartAllContainers'));
  if (list !== '' && restartsAll) return [];
  return old.flatMap((before, index) => {
    const terminated = optionalFields(fieldsOf(before, 'state'), 'terminated');
    const now = next.find((status) => textOf(status, 'name') === textOf(before, 'name'));
    if (!terminated || !now || isSet(fieldsOf(now, 'state'), 'terminated')) return [];
    const container = itemsOf(spec, list).find((one) => textOf(one, 'name') === textOf(before, 'name'));
    if (container && mayRestart(container, textOf(spec, 'restartPolicy'), numberOf(terminated, 'exitCode'))) return [];
    return [forbidden(`${path}[${index}].state`, 'may not be transitioned to non-terminated state')];
  });
}

/** Source: podutil.ContainerShouldRestart. */
function mayRestart(container: Fields, podPolicy: string, exitCode: number): boolean {
  const own = optionalText(container, 'restartPolicy');
  const isMatched = (rule: Fields) => {
    const codes = fieldsOf(rule, 'exitCodes');
    return textOf(rule, 'action') === 'Restart' && numbersOf(codes, 'values').includes(exitCode) === (textOf(codes, 'operator') === 'In');
  };
  if (own !== undefined && itemsOf(container, 'restartPolicyRules').some(isMatched)) return true;
  const policy = own ?? podPolicy;
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

function validateClaimStatuses(statuses: readonly Fields[], claims: readonly Fields[]): FieldErrors {
  const seen = new Set<string>();
  return statuses.flatMap((status, index) => {
    const name = textOf(status, 'name');
    const at = `status.resourceClaimStatuses[${index}]`;
    const errors = claims.some((claim) => textOf(claim, 'name') === name) ? []
      : [invalid(`${at}.name`, name, 'must match the name of an entry in `spec.resourceClaims`')];
    if (seen.size === seen.add(name).size) errors.push(duplicate(`${at}.name`, name));
    const claim = optionalText(status, 'resourceClaimName');
    return claim === undefined ? errors : [...errors, ...invalidAll(`${at}.resourceClaimName`, claim, dns1123Subdomain(claim))];
  });
}

function validateAddresses(addresses: readonly string[], path: string): FieldErrors {
  const errors = addresses.flatMap((address, index) => invalidAll(`${path}[${index}]`, address, legacyIp(address)));
  if (addresses.length < 2) return errors;
  const families = new Set(addresses.map((address) => (parseIp(address) ? address.includes(':') : 'none')));
  return families.size === 2 && addresses.length === 2 && !families.has('none')
    ? errors : [...errors, invalid(path, addresses.map((ip) => ({ ip })), 'may specify no more than one IP for each IP family')];
}

/** What a write of the status that leaves it out keeps. Source: podStatusStrategy.PrepareForUpdate. */
export function keepPodStatus(status: Fields, old: Fields): void {
  if (textOf(status, 'qosClass') === '' && isSet(old, 'qosClass')) status['qosClass'] = old['qosClass'];
  if (numberOf(status, 'observedGeneration') === 0 && isSet(old, 'observedGeneration')) status['observedGeneration'] = old['observedGeneration'];
  const before = [...itemsOf(old, 'conditions')];
  for (const condition of itemsOf(status, 'conditions')) {
    const index = before.findIndex((one) => textOf(one, 'type') === textOf(condition, 'type'));
    const [same] = index < 0 ? [] : before.splice(index, 1);
    if (numberOf(condition, 'observedGeneration') === 0 && isSet(same, 'observedGeneration')) condition['observedGeneration'] = same?.['observedGeneration'];
  }
}
