import { isJsonObject, type JsonObject } from '../json.ts';
import type { Taint } from '../kubernetes/types/pod.ts';
import { defaultCluster } from '../topology/cluster-document.ts';
import { readYaml, type YamlDocument } from '../topology/read-yaml.ts';
import type { ClusterDocument, MachineEntry } from '../topology/types.ts';
import { pathText, ConfigReader } from './config-reader.ts';
import type { Importer } from './importer.ts';
import { readTaints } from './taints.ts';

const controlPlaneTaint = 'node-role.kubernetes.io/control-plane';
const zoneLabel = 'topology.kubernetes.io/zone';

/** A configuration of kind: each node becomes a machine, with the name that kind gives it. */
export const kindImporter: Importer = {
  kind: 'Cluster',
  apiVersion: /^kind\.x-k8s\.io\//,
  read(document: YamlDocument) {
    const reader = new ConfigReader(document);
    const root = document.value as JsonObject;
    const cluster = defaultCluster(reader.text(root, [], 'name') ?? 'kind', 1);
    reader.leaveOut(root, [], new Set(['kind', 'apiVersion', 'name', 'nodes', 'networking']));
    readNetworking(reader, root, cluster);
    const nodes = root['nodes'] === undefined ? [{ map: { role: 'control-plane' } as JsonObject, at: ['nodes'] as readonly (string | number)[] }] : reader.maps(root, [], 'nodes');
    const counts = { 'control-plane': 0, worker: 0 };
    for (const { map, at } of nodes) {
      const role = reader.text(map, at, 'role') ?? 'control-plane';
      if (role !== 'control-plane' && role !== 'worker') {
        reader.error([...at, 'role'], `${pathText([...at, 'role'])}: a node of kind is a control-plane or a worker, not "${role}".`);
        continue;
      }
      counts[role] += 1;
      const suffix = counts[role] === 1 ? '' : String(counts[role]);
      cluster.spec.machines.push(machineOf(reader, map, at, { name: `${cluster.metadata.name}-${role}${suffix}`, role, alone: nodes.length === 1 }));
    }
    if (counts['control-plane'] === 0) reader.error(['nodes'], 'nodes: a cluster of kind has a node with the role control-plane.', 'Add one.');
    return { cluster, problems: reader.problems };
  },
};

function readNetworking(reader: ConfigReader, root: JsonObject, { spec }: ClusterDocument): void {
  const networking = reader.map(root, [], 'networking');
  reader.leaveOut(networking, ['networking'], new Set(['podSubnet', 'serviceSubnet', 'ipFamily', 'disableDefaultCNI', 'kubeProxyMode']));
  if (reader.text(networking, ['networking'], 'kubeProxyMode') === 'none') spec.addons = ['coredns'];
  for (const [field, ours] of [['podSubnet', 'podCIDR'], ['serviceSubnet', 'serviceCIDR']] as const) {
    const ranges = reader.text(networking, ['networking'], field)?.split(',') ?? [];
    if (ranges.length === 0) continue;
    const range = ranges.find((text) => /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(text.trim()))?.trim();
    if (range === undefined) reader.error(['networking', field], `networking.${field}: expected an IPv4 range such as 10.244.0.0/16.`);
    else {
      spec.network[ours] = range;
      if (ranges.length > 1) reader.warn(['networking', field], `networking.${field}: only the IPv4 range is taken over.`);
    }
  }
}

interface NodePlace {
  name: string;
  role: 'control-plane' | 'worker';
  /** kind takes the taint from the only node of a cluster. */
  alone: boolean;
}

function machineOf(reader: ConfigReader, node: JsonObject, at: readonly (string | number)[], { name, role, alone }: NodePlace): MachineEntry {
  reader.leaveOut(node, at, new Set(['role', 'image', 'labels', 'kubeadmConfigPatches']));
  const patched = patchesOf(reader, node, at);
  const { [zoneLabel]: zone, ...labels } = { ...patched.labels, ...reader.textMap(node, at, 'labels') };
  const taints = (patched.taints ?? []).filter(({ key }) => key !== controlPlaneTaint);
  const isTainted = patched.taints === undefined ? !alone : patched.taints.length > taints.length;
  return {
    name, roles: role === 'worker' ? ['worker'] : isTainted ? ['control-plane'] : ['control-plane', 'worker'],
    ...(zone === undefined ? {} : { zone }), ...(Object.keys(labels).length > 0 ? { labels } : {}), ...(taints.length > 0 ? { taints } : {}),
  };
}

/** Taints and labels with which kubeadm is to register a node: of its InitConfiguration or JoinConfiguration. */
function patchesOf(reader: ConfigReader, node: JsonObject, at: readonly (string | number)[]): { taints?: Taint[]; labels: Record<string, string> } {
  let taints: Taint[] | undefined;
  let labels: Record<string, string> = {};
  for (const [index, text] of reader.texts(node, at, 'kubeadmConfigPatches').entries()) {
    const path = [...at, 'kubeadmConfigPatches', index];
    const { documents, problems } = readYaml(text);
    const patch = documents[0];
    if (problems.length > 0 || !patch || !isJsonObject(patch.value)) {
      reader.error(path, `${pathText(path)}: is no YAML. ${problems[0]?.message ?? ''}`.trim());
      continue;
    }
    const registration = patch.value['nodeRegistration'];
    if (!isJsonObject(registration)) {
      reader.warn(path, `${pathText(path)}: only nodeRegistration is read; the rest is left out.`);
      continue;
    }
    // Places inside of a patch are those of its text in the file.
    const inner = new ConfigReader({ ...patch, positionOf: () => ({ line: 1, column: 1 }) });
    if (registration['taints'] !== undefined) taints = readTaints(inner, registration, ['nodeRegistration']);
    labels = { ...labels, ...nodeLabels(registration['kubeletExtraArgs']) };
    for (const { severity, message } of inner.problems) {
      if (severity === 'error') reader.error(path, `${pathText(path)}: ${message}`);
      else reader.warn(path, `${pathText(path)}: ${message}`);
    }
  }
  return { ...(taints === undefined ? {} : { taints }), labels };
}

/** `node-labels: a=b,c=d`, in a map up to kubeadm's v1beta3, in a list of name and value since. */
function nodeLabels(args: unknown): Record<string, string> {
  const text = Array.isArray(args)
    ? (args as unknown[]).map((arg) => (isJsonObject(arg as JsonObject) && (arg as JsonObject)['name'] === 'node-labels' ? (arg as JsonObject)['value'] : undefined)).find((value) => value !== undefined)
    : (args as JsonObject | undefined)?.['node-labels'];
  if (typeof text !== 'string') return {};
  return Object.fromEntries(text.split(',').filter((pair) => pair.includes('=')).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
