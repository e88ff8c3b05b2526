import type { AppError } from '../../shared/ipc/errors.ts';
import type { EditResult } from '../../shared/ipc/design.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { manifestRef } from '../../shared/topology/manifest-ref.ts';
import { standsInCluster } from '../../shared/topology/own-entries.ts';
import { readYaml, type YamlDocument } from '../../shared/topology/read-yaml.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { Manifest, TopologyProblem } from '../../shared/topology/types.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { statusProblems } from './check-topology.ts';
import type { DesignSession } from './session.ts';

/**
 * Applies the YAML of one object as its author wrote it, comments and all. A pod's immutable fields mean another pod: the old one is replaced.
 * Errors: BadFile with places; nothing is changed then.
 */
export function applyYaml(session: DesignSession, ref: ObjectRef, yaml: string): Result<EditResult, AppError> {
  const read = readOne(ref, yaml);
  if (!read.ok) return err({ kind: 'BadFile', problems: read.error });
  const { manifest, document } = read.value;
  const label = { key: 'view:edit.yaml', params: { name: ref.name } };
  const put = session.edit({ changes: [{ op: 'put', manifest }], label });
  const replaced = !put.ok && isImmutablePod(ref, put.error) ? session.edit({ changes: [{ op: 'replace', ref, manifest }], label }) : put;
  if (!replaced.ok) return replaced.error.kind === 'Refused' ? err({ kind: 'BadFile', problems: statusProblems(replaced.error.status, manifest, { document, path: [] }) }) : replaced;
  if (!standsInCluster(ref)) session.keepAuthorsText(yaml, manifest);
  return ok({ written: replaced.value.written.map((written) => ({ ...written, yaml })) });
}

/** Problems of the text as it stands; none means that it can be applied. */
export function checkYaml(session: DesignSession, ref: ObjectRef, yaml: string): TopologyProblem[] {
  const read = readOne(ref, yaml);
  if (!read.ok) return read.error;
  const { manifest, document } = read.value;
  const change: DesignChange = { op: 'put', manifest };
  const outcome = session.check([change]);
  if (outcome.ok || outcome.error.kind !== 'Refused' || isImmutablePod(ref, outcome.error)) return [];
  return statusProblems(outcome.error.status, manifest, { document, path: [] });
}

function isImmutablePod(ref: ObjectRef, error: AppError): boolean {
  return ref.kind === 'Pod' && error.kind === 'Refused' && /pod updates may not change fields/.test(error.status.message);
}

function readOne(ref: ObjectRef, yaml: string): Result<{ manifest: Manifest; document: YamlDocument }, TopologyProblem[]> {
  const { text, problems } = TopologyText.parse(yaml, ref.name);
  if (!text) return err(problems);
  const [manifest, another] = text.topology.manifests;
  const document = readYaml(yaml).documents[0];
  if (!manifest || !document || another) return err([{ severity: 'error', message: 'Here stands exactly one object.', line: 1, column: 1, hint: 'Open a file to add several.' }]);
  if (refKey(manifestRef(manifest)) !== refKey(ref)) {
    return err([{
      severity: 'error', document: 1, ...document.positionOf(['metadata', 'name']), field: 'metadata.name',
      message: `apiVersion, kind, namespace and name must stay ${ref.kind} "${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}".`, hint: 'Duplicate the object to get one of another name.',
    }]);
  }
  return ok({ manifest, document });
}
