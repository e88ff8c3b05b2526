import type { FidelityEntries } from '../model.ts';
import { parseEntries } from '../notation.ts';
import { appsFidelity } from './apps.ts';
import { autoscalingFidelity } from './autoscaling.ts';
import { batchFidelity } from './batch.ts';
import { clusterFidelity } from './cluster.ts';
import { configurationFidelity } from './configuration.ts';
import { containerFidelity } from './container.ts';
import { metaFidelity } from './meta.ts';
import { networkingFidelity } from './networking.ts';
import { podFidelity } from './pod.ts';
import { serviceFidelity } from './service.ts';
import { storageFidelity } from './storage.ts';
import { volumeFidelity } from './volume.ts';

/** What is said of every field, by schema type; grouped as the schema's definitions are. A field that works now is moved to its `+` line. */
export const fidelityEntries: FidelityEntries = parseEntries([
  metaFidelity, podFidelity, containerFidelity, volumeFidelity, appsFidelity, batchFidelity, autoscalingFidelity, serviceFidelity,
  networkingFidelity, storageFidelity, clusterFidelity, configurationFidelity,
]);
