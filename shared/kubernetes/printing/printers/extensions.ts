/** Kinds that extend or guard the API server itself. */
import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, numberOf, optionalFields, optionalNumber, textOf } from '../../fields.ts';
import { humanDuration } from '../../duration.ts';
import { ageOf, conditionOf, nameOf } from '../cells.ts';
import type { Printer } from '../table.ts';
import { age, column, integer, nameColumn, printer } from '../table.ts';

/** MutatingWebhookConfiguration and ValidatingWebhookConfiguration. */
export const webhookConfigurationPrinter = printer([nameColumn, integer('Webhooks'), age], (configuration, nowMs) => [
  nameOf(configuration), itemsOf(configuration, 'webhooks').length, ageOf(configuration, nowMs),
]);

/** An admission policy, whose rules stand under `list`. */
export function admissionPolicyPrinter(heading: string, list: 'validations' | 'mutations'): Printer {
  return printer([nameColumn, integer(heading), column('ParamKind'), age], (policy, nowMs) => {
    const spec = fieldsOf(policy, 'spec');
    const kind = optionalFields(spec, 'paramKind');
    return [
      nameOf(policy), itemsOf(spec, list).length, kind ? `${textOf(kind, 'apiVersion')}/${textOf(kind, 'kind')}` : '<unset>',
      ageOf(policy, nowMs),
    ];
  });
}

export const admissionPolicyBindingPrinter = printer([nameColumn, column('PolicyName'), column('ParamRef'), age], (binding, nowMs) => {
  const spec = fieldsOf(binding, 'spec');
  const parameter = optionalFields(spec, 'paramRef');
  const name = textOf(parameter, 'name');
  return [
    nameOf(binding), textOf(spec, 'policyName'), name ? `${textOf(parameter, 'namespace') || '*'}/${name}` : selectorDump(parameter),
    ageOf(binding, nowMs),
  ];
});

/** The generated `String()` of a LabelSelector, which is what this one column shows. */
function selectorDump(parameter: Fields | undefined): string {
  const selector = optionalFields(parameter, 'selector');
  if (!selector) return '<unset>';
  const labels = Object.entries(fieldsOf(selector, 'matchLabels')).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const expressions = itemsOf(selector, 'matchExpressions').map((one) => {
    const values = Array.isArray(one['values']) ? one['values'].join(' ') : '';
    return `LabelSelectorRequirement{Key:${textOf(one, 'key')},Operator:${textOf(one, 'operator')},Values:[${values}],},`;
  });
  return `&LabelSelector{MatchLabels:map[string]string{${labels.map(([key, value]) => `${key}: ${String(value)},`).join('')}},`
    + `MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}

export const apiServicePrinter = printer([nameColumn, column('Service'), column('Available'), age], (apiService, nowMs) => {
  const service = optionalFields(fieldsOf(apiService, 'spec'), 'service');
  const available = conditionOf(fieldsOf(apiService, 'status'), 'Available');
  const [status, reason] = [textOf(available, 'status') || 'Unknown', textOf(available, 'reason')];
  return [
    nameOf(apiService), service ? `${textOf(service, 'namespace')}/${textOf(service, 'name')}` : 'Local',
    status !== 'True' && reason !== '' ? `${status} (${reason})` : status, ageOf(apiService, nowMs),
  ];
});

export const certificateSigningRequestPrinter = printer(
  [nameColumn, age, column('SignerName'), column('Requestor'), column('RequestedDuration'), column('Condition')],
  (request, nowMs) => {
    const spec = fieldsOf(request, 'spec');
    const seconds = optionalNumber(spec, 'expirationSeconds');
    return [
      nameOf(request), ageOf(request, nowMs), textOf(spec, 'signerName') || '<none>', textOf(spec, 'username'),
      seconds === undefined ? '<none>' : humanDuration(seconds * 1000), requestState(fieldsOf(request, 'status')),
    ];
  },
);

/** A denial outweighs an approval. */
function requestState(status: Fields): string {
  const state = conditionOf(status, 'Denied') ? 'Denied' : conditionOf(status, 'Approved') ? 'Approved' : 'Pending';
  return `${state}${conditionOf(status, 'Failed') ? ',Failed' : ''}${textOf(status, 'certificate') === '' ? '' : ',Issued'}`;
}

export const flowSchemaPrinter = printer(
  [nameColumn, column('PriorityLevel'), column('MatchingPrecedence'), column('DistinguisherMethod'), age, column('MissingPL')],
  (flowSchema, nowMs) => {
    const spec = fieldsOf(flowSchema, 'spec');
    const method = optionalFields(spec, 'distinguisherMethod');
    const dangling = conditionOf(fieldsOf(flowSchema, 'status'), 'Dangling');
    return [
      nameOf(flowSchema), textOf(fieldsOf(spec, 'priorityLevelConfiguration'), 'name'), numberOf(spec, 'matchingPrecedence'),
      method ? textOf(method, 'type') : '<none>', ageOf(flowSchema, nowMs), dangling ? textOf(dangling, 'status') : '?',
    ];
  },
);
