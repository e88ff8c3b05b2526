import type { Fields } from '../../fields.ts';
import { fieldsOf, flagOf, isSet, itemsOf, numberOf, optionalFields, textOf } from '../../fields.ts';
import { ageOf, hasTrueCondition, isDeleting, nameOf, sinceText } from '../cells.ts';
import type { Printer, TableRowCondition } from '../table.ts';
import { age, column, nameColumn, wide } from '../table.ts';

const finished: Readonly<Record<string, TableRowCondition>> = {
  Succeeded: { type: 'Completed', status: 'True', reason: 'Succeeded', message: 'The pod has completed successfully.' },
  Failed: { type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' },
};

/** What is told of the containers of one of the two lists. */
interface Summary { reason: string; restarts: number; lastRestart: string; ready: number }

/** Source: printPod. */
export const podPrinter: Printer = {
  columns: [
    nameColumn, column('Ready'), column('Status'), column('Restarts'), age, wide('IP'), wide('Node'), wide('Nominated Node'),
    wide('Readiness Gates'),
  ],

  row(pod, nowMs) {
    const [spec, status] = [fieldsOf(pod, 'spec'), fieldsOf(pod, 'status')];
    const sidecars = new Set(itemsOf(spec, 'initContainers').filter((one) => textOf(one, 'restartPolicy') === 'Always').map((one) => textOf(one, 'name')));
    const summary = summarise(spec, status, sidecars);
    const phase = textOf(status, 'phase');
    let { reason } = summary;
    if (isDeleting(pod) && textOf(status, 'reason') === 'NodeLost') reason = 'Unknown';
    else if (isDeleting(pod) && !finished[phase]) reason = 'Terminating';
    const since = summary.restarts !== 0 && summary.lastRestart !== '' ? ` (${sinceText(summary.lastRestart, nowMs)} ago)` : '';
    const cells = [
      nameOf(pod), `${summary.ready}/${itemsOf(spec, 'containers').length + sidecars.size}`, reason, `${summary.restarts}${since}`,
      ageOf(pod, nowMs), textOf(status, 'podIP') || textOf(itemsOf(status, 'podIPs')[0], 'ip') || '<none>',
      textOf(spec, 'nodeName') || '<none>', textOf(status, 'nominatedNodeName') || '<none>', readinessGates(spec, status),
    ];
    const condition = finished[phase];
    return condition ? { cells, conditions: [condition] } : { cells };
  },
};

function summarise(spec: Fields, status: Fields, sidecars: ReadonlySet<string>): Summary {
  const gated = itemsOf(status, 'conditions').some((one) => textOf(one, 'type') === 'PodScheduled' && textOf(one, 'reason') === 'SchedulingGated');
  const reason = gated ? 'SchedulingGated' : textOf(status, 'reason') || textOf(status, 'phase');
  const init = initSummary(spec, status, sidecars, reason);
  if (init.initializing && !hasTrueCondition(status, 'Initialized')) return init.all;
  return appSummary(status, { ...init.sidecars, reason: init.all.reason, ready: init.all.ready });
}

/** Goes over the init containers up to the first that holds the pod up; `sidecars` counts the restarts of sidecars alone. */
function initSummary(
  spec: Fields, status: Fields, sidecars: ReadonlySet<string>, reason: string,
): { initializing: boolean; all: Summary; sidecars: Summary } {
  const all: Summary = { reason, restarts: 0, lastRestart: '', ready: 0 };
  const ofSidecars: Summary = { ...all };
  for (const [index, container] of itemsOf(status, 'initContainerStatuses').entries()) {
    const isSidecar = sidecars.has(textOf(container, 'name'));
    countRestarts(all, container);
    if (isSidecar) countRestarts(ofSidecars, container);
    const state = fieldsOf(container, 'state');
    const terminated = optionalFields(state, 'terminated');
    if (terminated && numberOf(terminated, 'exitCode') === 0) continue;
    if (isSidecar && flagOf(container, 'started')) {
      if (flagOf(container, 'ready')) all.ready += 1;
      continue;
    }
    const waiting = textOf(fieldsOf(state, 'waiting'), 'reason');
    if (terminated) all.reason = `Init:${textOf(terminated, 'reason') || exitText(terminated)}`;
    else if (waiting !== '' && waiting !== 'PodInitializing') all.reason = `Init:${waiting}`;
    else all.reason = `Init:${index}/${itemsOf(spec, 'initContainers').length}`;
    return { initializing: true, all, sidecars: ofSidecars };
  }
  return { initializing: false, all, sidecars: ofSidecars };
}

function appSummary(status: Fields, summary: Summary): Summary {
  let hasRunning = false;
  for (const container of itemsOf(status, 'containerStatuses').toReversed()) {
    countRestarts(summary, container);
    const state = fieldsOf(container, 'state');
    const terminated = optionalFields(state, 'terminated');
    const waiting = textOf(fieldsOf(state, 'waiting'), 'reason');
    if (waiting !== '') summary.reason = waiting;
    else if (terminated) summary.reason = textOf(terminated, 'reason') || exitText(terminated);
    else if (flagOf(container, 'ready') && isSet(state, 'running')) {
      hasRunning = true;
      summary.ready += 1;
    }
  }
  if (summary.reason === 'Completed' && hasRunning) summary.reason = hasTrueCondition(status, 'Ready') ? 'Running' : 'NotReady';
  return summary;
}

function countRestarts(summary: Summary, container: Fields): void {
  summary.restarts += numberOf(container, 'restartCount');
  const finishedAt = textOf(fieldsOf(fieldsOf(container, 'lastState'), 'terminated'), 'finishedAt');
  if (finishedAt !== '' && (summary.lastRestart === '' || Date.parse(finishedAt) > Date.parse(summary.lastRestart))) summary.lastRestart = finishedAt;
}

function exitText(terminated: Fields): string {
  const signal = numberOf(terminated, 'signal');
  return signal === 0 ? `ExitCode:${numberOf(terminated, 'exitCode')}` : `Signal:${signal}`;
}

function readinessGates(spec: Fields, status: Fields): string {
  const gates = itemsOf(spec, 'readinessGates');
  if (gates.length === 0) return '<none>';
  return `${gates.filter((gate) => hasTrueCondition(status, textOf(gate, 'conditionType'))).length}/${gates.length}`;
}
