/** Kinds of the core group that need few words; pods, nodes, services, volumes and events have files of their own. */
import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, numberOf, textMapOf, textOf } from '../../fields.ts';
import { formatLabels } from '../../label-selector.ts';
import { ageOf, conditionOf, containerCells, nameOf, quantityText, templateSpecOf } from '../cells.ts';
import { age, column, integer, nameColumn, printer, wide } from '../table.ts';

const size = (owner: Fields, key: string): number => Object.keys(fieldsOf(owner, key)).length;

export const namespacePrinter = printer([nameColumn, column('Status'), age], (namespace, nowMs) => [
  nameOf(namespace), textOf(fieldsOf(namespace, 'status'), 'phase'), ageOf(namespace, nowMs),
]);

export const secretPrinter = printer([nameColumn, column('Type'), column('Data'), age], (secret, nowMs) => [
  nameOf(secret), textOf(secret, 'type'), size(secret, 'data'), ageOf(secret, nowMs),
]);

export const configMapPrinter = printer([nameColumn, column('Data'), age], (configMap, nowMs) => [
  nameOf(configMap), size(configMap, 'data') + size(configMap, 'binaryData'), ageOf(configMap, nowMs),
]);

export const serviceAccountPrinter = printer([nameColumn, age], (account, nowMs) => [nameOf(account), ageOf(account, nowMs)]);

/** `pods: 3/10, requests.cpu: 1/2`; what begins with `limits` has a column of its own. */
export const resourceQuotaPrinter = printer([nameColumn, column('Request'), column('Limit'), age], (quota, nowMs) => {
  const status = fieldsOf(quota, 'status');
  const [hard, used] = [fieldsOf(status, 'hard'), fieldsOf(status, 'used')];
  const lines = (isLimit: boolean): string => Object.keys(hard).toSorted().filter((name) => name.startsWith('limits.') === isLimit)
    .map((name) => `${name}: ${quantityText(used, name)}/${quantityText(hard, name)}`).join(', ');
  return [nameOf(quota), lines(false), lines(true), ageOf(quota, nowMs)];
});

export const podTemplatePrinter = printer([nameColumn, column('Containers'), column('Images'), column('Pod Labels')], (object) => {
  const template = fieldsOf(object, 'template');
  return [nameOf(object), ...containerCells(fieldsOf(template, 'spec')), formatLabels(textMapOf(fieldsOf(template, 'metadata'), 'labels'))];
});

export const replicationControllerPrinter = printer(
  [nameColumn, integer('Desired'), integer('Current'), integer('Ready'), age, wide('Containers'), wide('Images'), wide('Selector')],
  (controller, nowMs) => {
    const [spec, status] = [fieldsOf(controller, 'spec'), fieldsOf(controller, 'status')];
    return [
      nameOf(controller), numberOf(spec, 'replicas'), numberOf(status, 'replicas'), numberOf(status, 'readyReplicas'),
      ageOf(controller, nowMs), ...containerCells(templateSpecOf(spec)), formatLabels(textMapOf(spec, 'selector')),
    ];
  },
);

export const componentStatusPrinter = printer([nameColumn, column('Status'), column('Message'), column('Error')], (component) => {
  const healthy = conditionOf(component, 'Healthy');
  if (!healthy) return [nameOf(component), 'Unknown', '', ''];
  return [
    nameOf(component), textOf(healthy, 'status') === 'True' ? 'Healthy' : 'Unhealthy', textOf(healthy, 'message'), textOf(healthy, 'error'),
  ];
});

/** At most three `ip:port`, or bare addresses where a subset has no port. */
export const endpointsPrinter = printer([nameColumn, column('Endpoints'), age], (endpoints, nowMs) => [
  nameOf(endpoints), endpointsText(itemsOf(endpoints, 'subsets')), ageOf(endpoints, nowMs),
]);

function endpointsText(subsets: readonly Fields[]): string {
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap((subset) => {
    const addresses = itemsOf(subset, 'addresses').map((address) => textOf(address, 'ip'));
    const ports = itemsOf(subset, 'ports').map((port) => numberOf(port, 'port'));
    return ports.length === 0 ? addresses : ports.flatMap((port) => addresses.map((ip) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`));
  });
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}
