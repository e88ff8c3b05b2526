import { manifestRef } from '../../topology/manifest-ref.ts';
import type { Manifest, Topology } from '../../topology/types.ts';
import { ownApiVersion } from '../../kubernetes/own-kinds/index.ts';
import { simulationNotes } from '../machines.ts';
import { noteAbout } from '../notes.ts';
import type { AuthorText, ExportFile, ExportTarget } from '../target.ts';
import { yamlDocuments } from '../text.ts';
import { inApplyOrder } from './apply-order.ts';
import { desiredOf, isServerMade } from './desired.ts';

const isDefinition = ({ kind, apiVersion }: Manifest): boolean => kind === 'CustomResourceDefinition' && apiVersion.startsWith('apiextensions.k8s.io/');

/** `kubectl apply -f` takes the files as they are. Definitions are a file of their own: their objects can only be applied once they are established. */
export const manifestsTarget: ExportTarget = {
  id: 'manifests',
  title: 'Kubernetes manifests',
  files(topology, authorText) {
    const chosen = inApplyOrder(authored(topology));
    return [
      ...fileOf('definitions.yaml', chosen.filter(isDefinition), authorText),
      ...fileOf('manifests.yaml', chosen.filter((manifest) => !isDefinition(manifest)), authorText),
    ];
  },
  notes(topology) {
    const { cluster: { spec }, manifests } = topology;
    const told = authored(topology).map((manifest) => ({ name: nameOf(manifest), ...desiredOf(manifest) }));
    const fields = (list: (typeof told)[number]['serverFields'], name: string): string[] => list.map((field) => `${name}: ${field}`);
    return [
      ...noteAbout('MachinesLeftOut', spec.machines.map(({ name }) => name)),
      ...noteAbout('NodeGroupsLeftOut', (spec.nodeGroups ?? []).map(({ name }) => name)),
      ...noteAbout('ServerMadeLeftOut', manifests.filter(isServerMade).map(nameOf)),
      ...noteAbout('ServerFieldsLeftOut', told.flatMap(({ serverFields, name }) => fields(serverFields, name))),
      ...noteAbout('UnknownFieldsLeftOut', told.flatMap(({ unknownFields, name }) => fields(unknownFields, name))),
      ...noteAbout('DefinitionsFirst', told.filter(({ manifest }) => isDefinition(manifest)).map(({ name }) => name)),
      ...simulationNotes(topology),
    ];
  },
};

function authored({ manifests }: Topology): Manifest[] {
  return manifests.filter((manifest) => manifest.apiVersion !== ownApiVersion && !isServerMade(manifest));
}

/** An object that has nothing to be taken out keeps its author's text. */
function fileOf(path: string, manifests: readonly Manifest[], authorText: AuthorText | undefined): ExportFile[] {
  if (manifests.length === 0) return [];
  const documents = manifests.map((manifest) => {
    const { manifest: desired, serverFields, unknownFields } = desiredOf(manifest);
    const kept = serverFields.length + unknownFields.length === 0 ? authorText?.(manifest) : undefined;
    return kept ?? yamlDocuments([desired]);
  });
  return [{ path, text: documents.join('---\n') }];
}

function nameOf(manifest: Manifest): string {
  const { kind, namespace, name } = manifestRef(manifest);
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
