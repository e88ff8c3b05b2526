import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, numberOf, textMapOf, textOf, textsOf } from '../../fields.ts';
import { formatLabels } from '../../label-selector.ts';
import { ageOf, loadBalancerText, nameOf } from '../cells.ts';
import { age, column, nameColumn, printer, wide } from '../table.ts';

/** Source: printService. */
export const servicePrinter = printer(
  [nameColumn, column('Type'), column('Cluster-IP'), column('External-IP'), column('Port(s)'), age, wide('Selector')],
  (service, nowMs) => {
    const spec = fieldsOf(service, 'spec');
    return [
      nameOf(service), textOf(spec, 'type'), textsOf(spec, 'clusterIPs')[0] ?? '<none>', externalText(spec, fieldsOf(service, 'status')),
      itemsOf(spec, 'ports').map(portText).join(',') || '<none>', ageOf(service, nowMs), formatLabels(textMapOf(spec, 'selector')),
    ];
  },
);

function externalText(spec: Fields, status: Fields): string {
  const external = textsOf(spec, 'externalIPs');
  switch (textOf(spec, 'type')) {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>';
    case 'LoadBalancer':
      return [loadBalancerText(status), ...external].filter((text) => text !== '').join(',') || '<pending>';
    case 'ExternalName':
      return textOf(spec, 'externalName');
    default:
      return '<unknown>';
  }
}

function portText(port: Fields): string {
  const nodePort = numberOf(port, 'nodePort');
  return `${numberOf(port, 'port')}${nodePort > 0 ? `:${nodePort}` : ''}/${textOf(port, 'protocol')}`;
}
