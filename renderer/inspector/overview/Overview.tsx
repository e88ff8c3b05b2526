import type { ComponentType } from 'react';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { Deployment } from '../../../shared/kubernetes/types/apps.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { kindViews } from '../kinds/index.ts';
import { KindOverview } from '../kinds/KindOverview.tsx';
import { getIn } from '../form/set-in.ts';
import type { InspectedObject } from '../use-object.ts';
import { DataOverview } from './DataOverview.tsx';
import { GenericOverview } from './GenericOverview.tsx';
import { MachineOverview } from './MachineOverview.tsx';
import { PodOverview } from './PodOverview.tsx';
import { WorkloadOverview } from './WorkloadOverview.tsx';

interface OfKind {
  object: KubernetesObject;
  node: Node | undefined;
}

/** The overview of each kind that has its own. Kinds with a pod template share one, others say in `kinds` what is theirs, and the rest is generic. */
const byKind: Readonly<Record<string, ComponentType<OfKind>>> = {
  Pod: ({ object }) => <PodOverview pod={object as Pod} />,
  Machine: ({ object, node }) => <MachineOverview machine={object as Machine} node={node} />,
  ConfigMap: ({ object }) => <DataOverview object={object} />,
  Secret: ({ object }) => <DataOverview object={object} />,
};

export function Overview({ object: { live, manifest, ref, columns }, node }: { object: InspectedObject; node: Node | undefined }) {
  // A manifest that the API has not accepted yet is shown as its author wrote it.
  const object = live ?? (manifest as unknown as KubernetesObject | undefined);
  if (object === undefined) return null;
  const Own = byKind[ref.kind];
  if (Own !== undefined) return <Own object={object} node={node} />;
  if (isJsonObject(getIn(object as unknown as JsonObject, ['spec', 'template', 'spec'])))
    return <WorkloadOverview object={object as Deployment} />;
  const view = kindViews[ref.kind];
  if (view !== undefined) return <KindOverview object={object} view={view} />;
  return <GenericOverview object={object} columns={columns ?? []} />;
}
