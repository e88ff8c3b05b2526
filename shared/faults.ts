import { z } from 'zod';

const machine = z.string().min(1);

/** Things that break (or mend) by themselves or by a person's hand: not API objects. `electron/engine` injects them, scripts and the timeline name them. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The plug is pulled: containers are gone at once, nothing is reported. */
  z.object({ kind: z.literal('PowerOff'), machine }),
  z.object({ kind: z.literal('PowerOn'), machine }),
  /** The kernel freezes: power is on, nothing runs. `PowerOn` (a reset) mends it. */
  z.object({ kind: z.literal('CrashMachine'), machine }),
  /** The kubelet process stops; its containers run on. */
  z.object({ kind: z.literal('StopKubelet'), machine }),
  z.object({ kind: z.literal('StartKubelet'), machine }),
  /** One container's process ends with this code (default 1). */
  z.object({ kind: z.literal('CrashContainer'), namespace: z.string().min(1), pod: z.string().min(1), container: z.string().min(1), exitCode: z.number().int().min(0).max(255).optional() }),
]);
export type Fault = z.infer<typeof faultSchema>;
