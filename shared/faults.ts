import { z } from 'zod';

const machine = z.string().min(1);
const component = z.enum(['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager']);

/** Things that break (or mend) by themselves or by a person's hand: not API objects. `electron/engine` injects them, scripts and the timeline name them. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The plug is pulled: containers are gone at once, nothing is reported. */
  z.object({ kind: z.literal('PowerOff'), machine }),
  z.object({ kind: z.literal('PowerOn'), machine }),
  /** The kernel freezes: power is on, nothing runs. `PowerOn` or `RestartMachine` mends it. */
  z.object({ kind: z.literal('CrashMachine'), machine }),
  /** The reset button. */
  z.object({ kind: z.literal('RestartMachine'), machine }),
  /** The kubelet process stops; its containers run on. */
  z.object({ kind: z.literal('StopKubelet'), machine }),
  z.object({ kind: z.literal('StartKubelet'), machine }),
  /** A control-plane component is stopped by moving its static pod's manifest away, and started by bringing it back. */
  z.object({ kind: z.literal('StopComponent'), machine, component }),
  z.object({ kind: z.literal('StartComponent'), machine, component }),
  /** One container's process ends with this code (default 1). */
  z.object({ kind: z.literal('CrashContainer'), namespace: z.string().min(1), pod: z.string().min(1), container: z.string().min(1), exitCode: z.number().int().min(0).max(255).optional() }),
]);
export type Fault = z.infer<typeof faultSchema>;
