import type { AppError } from '../../shared/ipc/errors.ts';
import type { ClusterFieldChange, DesignChange } from '../../shared/ipc/design.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { manifestRef } from '../../shared/topology/manifest-ref.ts';
import { missingNamespaces } from '../../shared/topology/namespaces.ts';
import { ownManifests } from '../../shared/topology/own-entries.ts';
import { readYaml } from '../../shared/topology/read-yaml.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { Manifest, Point, TopologyProblem } from '../../shared/topology/types.ts';
import { bringPlace } from './bring-place.ts';
import { statusProblems } from './check-topology.ts';
import type { DesignSession } from './session.ts';

/** Cards of one paste stand side by side. */
const stepX = 180;

/**
 * Adds the objects of a Kubernetes YAML or JSON text (a drop, a paste) to the open design, all or none. An object whose name is taken gets the next free one
 * (`web-2`), so a paste never changes what is there. The configuration of another tool brings along where its machines stand, too. @param at where the first card goes
 * Errors: BadFile with places.
 */
export function addText(session: DesignSession, source: string, at: Point | undefined): Result<{ added: number; changed: ClusterFieldChange[]; problems: TopologyProblem[] }, AppError> {
  const { text, problems } = TopologyText.parse(source, 'clipboard');
  if (!text) return err({ kind: 'BadFile', problems });
  const { topology } = text;
  const objects = [...ownManifests(topology.cluster), ...topology.manifests];
  const known = [...session.world.manifests.values()];
  const namespaces = missingNamespaces([...known, ...objects]).filter((namespace) => !session.world.api.get('namespaces', namespace.metadata.name));
  const named = objects.map((manifest) => withFreeName(session, manifest));
  const changes: DesignChange[] = [...namespaces, ...named].map((manifest) => ({ op: 'put', manifest }));
  if (at) changes.push({ op: 'layout', positions: Object.fromEntries(named.map((manifest, index) => [refKey(manifestRef(manifest)), { x: at.x + index * stepX, y: at.y }])) });
  const place = text.importedPlace && bringPlace(session.document.cluster.spec, text.importedPlace);
  if (place) changes.push({ op: 'cluster', patch: place.patch });
  const outcome = session.edit({ changes, label: { key: place ? 'view:edit.addCluster' : 'view:edit.addText', params: { count: objects.length } } });
  if (outcome.ok) return ok({ added: objects.length, changed: place?.changed ?? [], problems });
  if (outcome.error.kind !== 'Refused') return outcome;
  const refused = changes[outcome.error.index ?? 0];
  if (refused?.op !== 'put') return outcome;
  const original = objects[(outcome.error.index ?? 0) - namespaces.length] ?? refused.manifest;
  const document = readYaml(source).documents.find((candidate) => (candidate.value as Manifest).metadata?.name === original.metadata.name && (candidate.value as Manifest).kind === original.kind);
  return err({ kind: 'BadFile', problems: statusProblems(outcome.error.status, original, document && { document, path: [] }) });
}

function withFreeName(session: DesignSession, manifest: Manifest): Manifest {
  const taken = (name: string): boolean => session.world.manifests.has(refKey({ ...manifestRef(manifest), name }));
  if (!taken(manifest.metadata.name)) return manifest;
  const base = manifest.metadata.name.replace(/-\d+$/, '');
  let number = 2;
  while (taken(`${base}-${number}`)) number += 1;
  return { ...manifest, metadata: { ...manifest.metadata, name: `${base}-${number}` } };
}
