/**
 * All family adapters. To cover a family:
 *
 * 1. Write `families/<name>.ts`: the type of its cases, and `export const <name>Family = defineAdapter<Case>(['<family>', …], check)`.
 *    One adapter may serve many families (all `scheduler-*`); the file is the second argument of `check`.
 * 2. `check` runs the real code on the case's input and returns an outcome: `compare(expected, actual)` for a deep comparison, `allOf` for
 *    several in turn, `failed(text)`, or `skipped(reason)` for a case whose behaviour does not exist yet. It must work for any
 *    case of the family's format in the vectors' README, never for particular ids.
 * 3. Add it to the list below.
 *
 * Run: `node electron/conformance/main.ts DIR --family <family>`. A family without an adapter is reported as skipped.
 */
import type { FamilyAdapter } from './adapter.ts';
import { admissionDefaultsFamily } from './admission-defaults.ts';
import { deletionFamily } from './deletion.ts';
import { cronFamily } from './cron.ts';
import { deploymentFencepostsFamily, deploymentRolloutFamily, deploymentScaleFamily } from './deployment.ts';
import { durationFamily } from './duration.ts';
import { hpaBehaviorFamily, hpaReplicasFamily } from './hpa.ts';
import { factsFamily } from './facts.ts';
import { limitRangeFamily } from './limitrange.ts';
import { listWatchFamily } from './list-watch.ts';
import { namesFamily } from './names.ts';
import { networkPolicyFamily } from './networkpolicy.ts';
import { patchJsonFamily } from './patch-json.ts';
import { patchStrategicFamily } from './patch-strategic.ts';
import { pdbFamily } from './pdb.ts';
import { podRequestsFamily } from './pod-requests.ts';
import { podTemplateHashFamily } from './pod-template-hash.ts';
import { quantityFamily } from './quantity.ts';
import { quotaFamily } from './quota.ts';
import { replicaSetVictimsFamily } from './replicaset.ts';
import { schedulerFamily } from './scheduler.ts';
import { schedulerPreemptionFamily } from './scheduler-preemption.ts';
import { selectorsFamily } from './selectors.ts';
import { serverSideApplyFamily } from './server-side-apply.ts';
import { subresourcesFamily } from './subresources.ts';
import { tableColumnsFamily, tableFamily } from './table.ts';
import { tracesFamily } from './traces.ts';
import { validationFamily } from './validation.ts';

export const familyAdapters: readonly FamilyAdapter[] = [
  cronFamily,
  admissionDefaultsFamily,
  deletionFamily,
  deploymentFencepostsFamily,
  deploymentRolloutFamily,
  deploymentScaleFamily,
  durationFamily,
  hpaBehaviorFamily,
  hpaReplicasFamily,
  factsFamily,
  limitRangeFamily,
  listWatchFamily,
  namesFamily,
  networkPolicyFamily,
  patchJsonFamily,
  patchStrategicFamily,
  pdbFamily,
  podRequestsFamily,
  podTemplateHashFamily,
  quantityFamily,
  quotaFamily,
  schedulerFamily,
  schedulerPreemptionFamily,
  replicaSetVictimsFamily,
  selectorsFamily,
  serverSideApplyFamily,
  subresourcesFamily,
  tableColumnsFamily,
  tableFamily,
  tracesFamily,
  validationFamily,
];
