/** Budgets, priorities and runtime classes. */
import type { Fields } from '../../fields.ts';
import { fieldsOf, flagOf, isSet, numberOf, textOf } from '../../fields.ts';
import { ageOf, nameOf } from '../cells.ts';
import { age, boolean, column, integer, nameColumn, printer } from '../table.ts';

const numberOrPercent = (spec: Fields, key: string): string => (isSet(spec, key) ? String(spec[key]) : 'N/A');

export const podDisruptionBudgetPrinter = printer(
  [nameColumn, column('Min Available'), column('Max Unavailable'), integer('Allowed Disruptions'), age],
  (budget, nowMs) => {
    const spec = fieldsOf(budget, 'spec');
    return [
      nameOf(budget), numberOrPercent(spec, 'minAvailable'), numberOrPercent(spec, 'maxUnavailable'),
      numberOf(fieldsOf(budget, 'status'), 'disruptionsAllowed'), ageOf(budget, nowMs),
    ];
  },
);

export const priorityClassPrinter = printer(
  [nameColumn, integer('Value'), boolean('Global-Default'), age, column('PreemptionPolicy')],
  (priorityClass, nowMs) => [
    nameOf(priorityClass), numberOf(priorityClass, 'value'), flagOf(priorityClass, 'globalDefault'), ageOf(priorityClass, nowMs),
    textOf(priorityClass, 'preemptionPolicy'),
  ],
);

export const runtimeClassPrinter = printer([nameColumn, column('Handler'), age], (runtimeClass, nowMs) => [
  nameOf(runtimeClass), textOf(runtimeClass, 'handler'), ageOf(runtimeClass, nowMs),
]);

export const leasePrinter = printer([nameColumn, column('Holder'), age], (lease, nowMs) => [
  nameOf(lease), textOf(fieldsOf(lease, 'spec'), 'holderIdentity'), ageOf(lease, nowMs),
]);

/** Defaulted objects always show numbers where a level is limited and queues. */
export const priorityLevelConfigurationPrinter = printer(
  [
    nameColumn, column('Type'), column('NominalConcurrencyShares'), column('Queues'), column('HandSize'), column('QueueLengthLimit'), age,
  ],
  (level, nowMs) => {
    const spec = fieldsOf(level, 'spec');
    const limited = fieldsOf(spec, 'limited');
    const queuing = fieldsOf(fieldsOf(limited, 'limitResponse'), 'queuing');
    const number = (owner: Fields, key: string): number | string => (typeof owner[key] === 'number' ? owner[key] : '<none>');
    return [
      nameOf(level), textOf(spec, 'type'), number(limited, 'nominalConcurrencyShares'), number(queuing, 'queues'), number(queuing, 'handSize'),
      number(queuing, 'queueLengthLimit'), ageOf(level, nowMs),
    ];
  },
);
