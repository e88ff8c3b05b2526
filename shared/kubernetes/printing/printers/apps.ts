import { fieldsOf, itemsOf, numberOf, textMapOf, textOf } from '../../fields.ts';
import { formatLabels, selectorFromObject, selectorString } from '../../label-selector.ts';
import type { LabelSelector } from '../../types/meta.ts';
import { ageOf, containerCells, labelSelectorText, nameOf, templateSpecOf } from '../cells.ts';
import { age, column, integer, nameColumn, printer, wide } from '../table.ts';

export const deploymentPrinter = printer(
  [nameColumn, column('Ready'), column('Up-to-date'), column('Available'), age, wide('Containers'), wide('Images'), wide('Selector')],
  (deployment, nowMs) => {
    const [spec, status] = [fieldsOf(deployment, 'spec'), fieldsOf(deployment, 'status')];
    const selector = selectorFromObject(spec['selector'] as LabelSelector | undefined);
    return [
      nameOf(deployment), `${numberOf(status, 'readyReplicas')}/${numberOf(spec, 'replicas')}`, numberOf(status, 'updatedReplicas'),
      numberOf(status, 'availableReplicas'), ageOf(deployment, nowMs), ...containerCells(templateSpecOf(spec)),
      selector.ok ? selectorString(selector.value) : '<invalid>',
    ];
  },
);

export const replicaSetPrinter = printer(
  [nameColumn, integer('Desired'), integer('Current'), integer('Ready'), age, wide('Containers'), wide('Images'), wide('Selector')],
  (replicaSet, nowMs) => {
    const [spec, status] = [fieldsOf(replicaSet, 'spec'), fieldsOf(replicaSet, 'status')];
    return [
      nameOf(replicaSet), numberOf(spec, 'replicas'), numberOf(status, 'replicas'), numberOf(status, 'readyReplicas'),
      ageOf(replicaSet, nowMs), ...containerCells(templateSpecOf(spec)), labelSelectorText(spec['selector']),
    ];
  },
);

export const statefulSetPrinter = printer(
  [nameColumn, column('Ready'), age, wide('Containers'), wide('Images')],
  (statefulSet, nowMs) => {
    const spec = fieldsOf(statefulSet, 'spec');
    return [
      nameOf(statefulSet), `${numberOf(fieldsOf(statefulSet, 'status'), 'readyReplicas')}/${numberOf(spec, 'replicas')}`,
      ageOf(statefulSet, nowMs), ...containerCells(templateSpecOf(spec)),
    ];
  },
);

export const daemonSetPrinter = printer(
  [
    nameColumn, integer('Desired'), integer('Current'), integer('Ready'), integer('Up-to-date'), integer('Available'),
    column('Node Selector'), age, wide('Containers'), wide('Images'), wide('Selector'),
  ],
  (daemonSet, nowMs) => {
    const [spec, status] = [fieldsOf(daemonSet, 'spec'), fieldsOf(daemonSet, 'status')];
    const podSpec = templateSpecOf(spec);
    return [
      nameOf(daemonSet), numberOf(status, 'desiredNumberScheduled'), numberOf(status, 'currentNumberScheduled'), numberOf(status, 'numberReady'),
      numberOf(status, 'updatedNumberScheduled'), numberOf(status, 'numberAvailable'), formatLabels(textMapOf(podSpec, 'nodeSelector')),
      ageOf(daemonSet, nowMs), ...containerCells(podSpec), labelSelectorText(spec['selector']),
    ];
  },
);

/** The controller is shown as `statefulset.apps/web`. */
export const controllerRevisionPrinter = printer([nameColumn, column('Controller'), column('Revision'), age], (revision, nowMs) => {
  const owner = itemsOf(fieldsOf(revision, 'metadata'), 'ownerReferences').find((reference) => reference['controller'] === true);
  const apiVersion = textOf(owner, 'apiVersion');
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  const controller = owner ? `${`${textOf(owner, 'kind')}${group}`.toLowerCase()}/${textOf(owner, 'name')}` : '<none>';
  return [nameOf(revision), controller, numberOf(revision, 'revision'), ageOf(revision, nowMs)];
});
