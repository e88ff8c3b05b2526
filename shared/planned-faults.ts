import { z } from 'zod';
import { parseDuration } from './duration-text.ts';
import { containerFaultKinds, faultSchema, machineFaultKinds, type Fault } from './faults.ts';

/** A fault as a design names it: a pod by its name or the beginning of it, `default` and its first container unless it says otherwise. */
type Loose<F> = F extends { container: string; namespace: string } ? Omit<F, 'container' | 'namespace'> & { container?: string; namespace?: string } : F;

/** An entry of `spec.faults` in the Cluster document: something that breaks at a simulated time, and how long. */
export type PlannedFault = Loose<Fault> & {
  /** From the beginning of the simulation on: seconds, or text such as `5m`. */
  at: number | string;
  /** For people. */
  name?: string;
  /** How long until it is mended: seconds, or text such as `90s`. Absent: nobody mends it. */
  for?: number | string;
};

const longestMs = 366 * 86_400_000;
const time = z.union([z.string(), z.number()]).refine((value) => {
  const ms = parseDuration(String(value));
  return ms !== undefined && ms <= longestMs;
}, 'must be a time such as 90, 90s or 5m, at most 366 days');

const kinds: readonly string[] = faultSchema.options.map(({ shape }) => shape.kind.value);

/** Schema of one entry; problems name the field. Unknown fields of later versions stay. */
export const plannedFaultSchema = z.looseObject({ at: time, name: z.string().min(1).max(200).optional(), for: time.optional(), kind: z.string() }).superRefine((entry, context) => {
  if (!kinds.includes(entry.kind)) {
    context.addIssue({ code: 'custom', path: ['kind'], message: `there is no fault "${entry.kind}"; there are ${kinds.join(', ')}` });
    return;
  }
  const fault = faultSchema.safeParse(completed(entry, 'c'));
  for (const issue of fault.error?.issues ?? []) context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  if (!fault.success || entry.for === undefined) return;
  if (!mendingOf(fault.data)) context.addIssue({ code: 'custom', path: ['for'], message: `nothing mends ${entry.kind}; leave "for" out` });
  else if (parseDuration(String(entry.for)) === 0) context.addIssue({ code: 'custom', path: ['for'], message: 'must be longer than 0' });
});

/** What is wrong with a list of entries, undefined: nothing. */
export function plannedFaultsProblem(list: unknown): string | undefined {
  const issue = z.array(plannedFaultSchema).safeParse(list).error?.issues[0];
  return issue && `spec.faults${issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')}: ${issue.message}`;
}

/** When the entry strikes and when it is mended (undefined: by nobody), in milliseconds of simulated time. The entry is valid. */
export function timesOf(entry: PlannedFault): { atMs: number; endMs: number | undefined } {
  const atMs = parseDuration(String(entry.at)) ?? 0;
  return { atMs, endMs: entry.for === undefined ? undefined : atMs + (parseDuration(String(entry.for)) ?? 0) };
}

/** The entry as the fault that the engine injects. @param find the pod that is meant; undefined: there is none */
export function faultOf(entry: PlannedFault, find: (namespace: string, name: string) => { name: string; containers: readonly string[] } | undefined): Fault {
  if (!('pod' in entry)) return faultSchema.parse(entry);
  const found = find(entry.namespace ?? 'default', entry.pod);
  return faultSchema.parse(completed({ ...entry, pod: found?.name ?? entry.pod }, found?.containers[0] ?? entry.pod));
}

function completed(entry: object, container: string): object {
  return 'pod' in entry ? { namespace: 'default', container, ...entry } : entry;
}

/** How the kinds that mend are called after those that break, where it is no matter of MendContainer and MendMachine. */
const counterparts: readonly [RegExp, string][] = [
  [/^(PowerOff|CrashMachine)$/, 'PowerOn'], [/^(Stop|Slow)Registry$/, 'MendRegistry'], [/^Stop/, 'Start'], [/^Cut/, 'Reconnect'], [/^Lose/, 'Restore'], [/^Fail/, 'Mend'],
];

/** What ends a fault; undefined: it ends by itself, or mends something. */
export function mendingOf(fault: Fault): Fault | undefined {
  const { kind } = fault;
  const isOne = (list: readonly string[]): boolean => list.includes(kind);
  if (isOne(containerFaultKinds)) return faultSchema.parse({ ...fault, kind: 'MendContainer', fault: kind });
  if (isOne(machineFaultKinds)) return faultSchema.parse({ ...fault, kind: 'MendMachine', fault: kind });
  const [pattern, word] = counterparts.find(([broken]) => broken.test(kind)) ?? [];
  const mended = pattern && faultSchema.safeParse({ ...fault, kind: kind.replace(pattern, word ?? '') });
  return mended?.success ? mended.data : undefined;
}
