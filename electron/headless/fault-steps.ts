import { z } from 'zod';
import { cloudErrorCodes, containerFaultKinds, machineFaultKinds, type Fault } from '../../shared/faults.ts';
import { quantityMilliValue, quantityValue } from '../../shared/kubernetes/quantity-number.ts';
import { parseQuantity } from '../../shared/kubernetes/quantity.ts';
import { err, ok, type Result } from '../../shared/result.ts';

const name = z.string().min(1);
const machine = z.strictObject({ machine: name });
const link = z.tuple([name, name]);
const quantity = z.union([z.string(), z.number()]).transform(String)
  .refine((text) => parseQuantity(text).ok && quantityMilliValue(text) > 0, 'must be a quantity such as 10Mi or 500m, above 0');
const bytes = quantity.transform(quantityValue);
const percent = z.number().min(0).max(100);
/** The pod by its name or the beginning of it; its first container unless named. */
const target = z.strictObject({ pod: name, container: name.optional(), namespace: name.optional() });
const component = z.enum(['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager']);

const cloudError = z.enum(cloudErrorCodes);

/** Finds the first pod whose name is, or starts with, the given one. */
export type FindPod = (namespace: string, name: string) => { name: string; containers: string[] } | undefined;

/** One kind of step that is a fault: what stands behind its key, and the fault that it means. */
interface FaultStep {
  schema: z.ZodType;
  faultOf(value: unknown, findPod: FindPod): Result<Fault, string>;
}

interface ContainerRef {
  namespace: string;
  pod: string;
  container: string;
}

function step<S extends z.ZodType>(schema: S, faultOf: (value: z.infer<S>) => Fault): FaultStep {
  return { schema, faultOf: (value) => ok(faultOf(value as z.infer<S>)) };
}

function onContainer<S extends typeof target>(schema: S, faultOf: (ref: ContainerRef, value: z.infer<S>) => Fault): FaultStep {
  return {
    schema,
    faultOf(value, findPod) {
      const { namespace = 'default', pod, container } = value as z.infer<typeof target>;
      const found = findPod(namespace, pod);
      if (!found) return err(`There is no pod "${pod}" in namespace "${namespace}".`);
      return ok(faultOf({ namespace, pod: found.name, container: container ?? found.containers[0] ?? '' }, value as z.infer<S>));
    },
  };
}

/** Every fault as a step of a script. */
export const faultSteps: Readonly<Record<string, FaultStep>> = {
  powerOff: step(name, (on) => ({ kind: 'PowerOff', machine: on })),
  powerOn: step(name, (on) => ({ kind: 'PowerOn', machine: on })),
  crashMachine: step(name, (on) => ({ kind: 'CrashMachine', machine: on })),
  restartMachine: step(name, (on) => ({ kind: 'RestartMachine', machine: on })),
  stopKubelet: step(name, (on) => ({ kind: 'StopKubelet', machine: on })),
  startKubelet: step(name, (on) => ({ kind: 'StartKubelet', machine: on })),
  stopKubeProxy: step(name, (on) => ({ kind: 'StopKubeProxy', machine: on })),
  startKubeProxy: step(name, (on) => ({ kind: 'StartKubeProxy', machine: on })),
  cutCable: step(name, (on) => ({ kind: 'CutCable', machine: on })),
  reconnectCable: step(name, (on) => ({ kind: 'ReconnectCable', machine: on })),
  cutZone: step(name, (zone) => ({ kind: 'CutZone', zone })),
  reconnectZone: step(name, (zone) => ({ kind: 'ReconnectZone', zone })),
  cutLink: step(link, ([a, b]) => ({ kind: 'CutLink', a, b })),
  reconnectLink: step(link, ([a, b]) => ({ kind: 'ReconnectLink', a, b })),
  forceNewCluster: step(name, (on) => ({ kind: 'ForceNewCluster', machine: on })),
  stopComponent: step(machine.extend({ component }), (value) => ({ kind: 'StopComponent', ...value })),
  startComponent: step(machine.extend({ component }), (value) => ({ kind: 'StartComponent', ...value })),
  stopRuntime: step(name, (on) => ({ kind: 'StopRuntime', machine: on })),
  startRuntime: step(name, (on) => ({ kind: 'MendMachine', machine: on, fault: 'StopRuntime' })),
  slowDisk: step(machine.extend({ fsyncMs: z.number().int().min(1).max(60_000) }), (value) => ({ kind: 'SlowDisk', ...value })),
  fillDisk: step(machine.extend({ percent }), (value) => ({ kind: 'FillDisk', ...value })),
  exhaustPids: step(machine.extend({ percent }), (value) => ({ kind: 'ExhaustPids', ...value })),
  leakMachineMemory: step(machine.extend({ perSecond: bytes }), (value) => ({ kind: 'LeakMachineMemory', machine: value.machine, bytesPerSecond: value.perSecond })),
  mendMachine: step(z.union([name.transform((on) => ({ machine: on })), machine.extend({ fault: z.enum(machineFaultKinds) })]), (value) => ({ kind: 'MendMachine', ...value })),

  crashContainer: onContainer(target.extend({ exitCode: z.number().int().min(0).max(255).optional() }),
    (ref, { exitCode }) => ({ kind: 'CrashContainer', ...ref, ...(exitCode === undefined ? {} : { exitCode }) })),
  hangContainer: onContainer(target, (ref) => ({ kind: 'HangContainer', ...ref })),
  slowStart: onContainer(target.extend({ seconds: z.number().positive() }), (ref, { seconds }) => ({ kind: 'SlowStart', ...ref, seconds })),
  leakMemory: onContainer(target.extend({ perSecond: bytes }), (ref, { perSecond }) => ({ kind: 'LeakMemory', ...ref, bytesPerSecond: perSecond })),
  failProbe: onContainer(target.extend({ probe: z.enum(['startup', 'liveness', 'readiness']) }), (ref, { probe }) => ({ kind: 'FailProbe', ...ref, probe })),
  missingImage: onContainer(target, (ref) => ({ kind: 'MissingImage', ...ref })),
  burnCpu: onContainer(target.extend({ cpu: quantity.transform(quantityMilliValue).optional() }),
    (ref, { cpu }) => ({ kind: 'BurnCpu', ...ref, ...(cpu === undefined ? {} : { milliCpu: cpu }) })),
  writeDisk: onContainer(target.extend({ perSecond: bytes }), (ref, { perSecond }) => ({ kind: 'WriteDisk', ...ref, bytesPerSecond: perSecond })),
  spawnProcesses: onContainer(target.extend({ perSecond: z.number().positive() }), (ref, { perSecond }) => ({ kind: 'SpawnProcesses', ...ref, perSecond })),
  mendContainer: onContainer(target.extend({ fault: z.enum(containerFaultKinds).optional() }),
    (ref, { fault }) => ({ kind: 'MendContainer', ...ref, ...(fault === undefined ? {} : { fault }) })),

  loseImage: step(name, (image) => ({ kind: 'LoseImage', image })),
  restoreImage: step(name, (image) => ({ kind: 'RestoreImage', image })),
  stopRegistry: step(z.literal(true), () => ({ kind: 'StopRegistry' })),
  slowRegistry: step(z.strictObject({ perSecond: bytes }), ({ perSecond }) => ({ kind: 'SlowRegistry', bytesPerSecond: perSecond })),
  mendRegistry: step(z.literal(true), () => ({ kind: 'MendRegistry' })),

  failCloudCalls: step(z.strictObject({
    error: cloudError, action: name.optional(), zone: name.optional(), instanceType: name.optional(), count: z.number().int().positive().optional(),
  }), (value) => ({ kind: 'FailCloudCalls', ...value })),
  mendCloudCalls: step(z.union([z.literal(true).transform(() => ({})), z.strictObject({ action: name.optional(), error: cloudError.optional() })]),
    (value) => ({ kind: 'MendCloudCalls', ...value })),
};
