import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, optionalFields, optionalNumber, optionalText, textOf, textsOf } from '../../fields.ts';
import { ageOf, labelSelectorText, listWithMore, loadBalancerText, nameOf } from '../cells.ts';
import { age, column, nameColumn, printer } from '../table.ts';

const shown = 3;

export const ingressPrinter = printer(
  [nameColumn, column('Class'), column('Hosts'), column('Address'), column('Ports'), age],
  (ingress, nowMs) => {
    const spec = fieldsOf(ingress, 'spec');
    return [
      nameOf(ingress), optionalText(spec, 'ingressClassName') ?? '<none>', hostsText(itemsOf(spec, 'rules')),
      loadBalancerText(fieldsOf(ingress, 'status')), itemsOf(spec, 'tls').length > 0 ? '80, 443' : '80', ageOf(ingress, nowMs),
    ];
  },
);

/** Three hosts at most; “more” counts rules, those without a host too, once a fourth rule follows three hosts. */
function hostsText(rules: readonly Fields[]): string {
  const hosts: string[] = [];
  let more = false;
  for (const rule of rules) {
    if (hosts.length === shown) more = true;
    else if (textOf(rule, 'host') !== '') hosts.push(textOf(rule, 'host'));
  }
  if (hosts.length === 0) return '*';
  return more ? `${hosts.join(',')} + ${rules.length - shown} more...` : hosts.join(',');
}

export const ingressClassPrinter = printer([nameColumn, column('Controller'), column('Parameters'), age], (ingressClass, nowMs) => {
  const spec = fieldsOf(ingressClass, 'spec');
  const parameters = optionalFields(spec, 'parameters');
  const group = optionalText(parameters, 'apiGroup');
  return [
    nameOf(ingressClass), textOf(spec, 'controller'),
    parameters ? `${textOf(parameters, 'kind')}${group === undefined ? '' : `.${group}`}/${textOf(parameters, 'name')}` : '<none>',
    ageOf(ingressClass, nowMs),
  ];
});

export const networkPolicyPrinter = printer([nameColumn, column('Pod-Selector'), age], (policy, nowMs) => [
  nameOf(policy), labelSelectorText(fieldsOf(fieldsOf(policy, 'spec'), 'podSelector')), ageOf(policy, nowMs),
]);

export const endpointSlicePrinter = printer(
  [nameColumn, column('AddressType'), column('Ports'), column('Endpoints'), age],
  (slice, nowMs) => {
    const ports = itemsOf(slice, 'ports').map((port) => String(optionalNumber(port, 'port') ?? optionalText(port, 'name') ?? '*'));
    const addresses = itemsOf(slice, 'endpoints').flatMap((endpoint) => textsOf(endpoint, 'addresses'));
    return [
      nameOf(slice), textOf(slice, 'addressType'), listWithMore(ports, shown, '<unset>'), listWithMore(addresses, shown, '<unset>'),
      ageOf(slice, nowMs),
    ];
  },
);

export const serviceCidrPrinter = printer([nameColumn, column('CIDRs'), age], (range, nowMs) => [
  nameOf(range), textsOf(fieldsOf(range, 'spec'), 'cidrs').join(','), ageOf(range, nowMs),
]);

/** The row has one cell more than there are columns, as in the original. */
export const ipAddressPrinter = printer([nameColumn, column('ParentRef')], (address, nowMs) => {
  const parent = optionalFields(fieldsOf(address, 'spec'), 'parentRef');
  const resource = [textOf(parent, 'resource'), textOf(parent, 'group')].filter((text) => text !== '').join('.').toLowerCase();
  const namespace = textOf(parent, 'namespace');
  return [
    nameOf(address), parent ? [resource, ...(namespace ? [namespace] : []), textOf(parent, 'name')].join('/') : '<none>', ageOf(address, nowMs),
  ];
});
