import { instanceTypeOf } from '../cloud/aws/catalogue/instance-types.ts';
import { regionOf, zonesOf } from '../cloud/aws/catalogue/regions.ts';
import type { AwsSpec, NatGateways } from '../cloud/provider-spec.ts';
import type { JsonObject } from '../json.ts';
import { defaultCluster } from '../topology/cluster-document.ts';
import { defaultMachineType } from '../topology/machine-types.ts';
import type { YamlDocument } from '../topology/read-yaml.ts';
import type { ClusterDocument, MachineEntry, NodeGroupEntry } from '../topology/types.ts';
import { ConfigReader, pathText } from './config-reader.ts';
import type { Importer } from './importer.ts';
import { readTaints } from './taints.ts';

type Path = readonly (string | number)[];

/** Nodes of a group that says nothing of its size. Source: eksctl, DefaultNodeCount. */
const defaultSize = 2;
const natGateways: readonly NatGateways[] = ['HighlyAvailable', 'Single', 'Disable'];
/** Fields without meaning for a design, or that its provider does by itself. */
const topLevel = new Set(['apiVersion', 'kind', 'metadata', 'availabilityZones', 'vpc', 'kubernetesNetworkConfig', 'managedNodeGroups', 'nodeGroups', 'addons', 'iam']);
const ofGroup = new Set([
  'name', 'instanceType', 'instanceTypes', 'minSize', 'maxSize', 'desiredCapacity', 'availabilityZones', 'labels', 'taints', 'privateNetworking', 'propagateASGTags', 'iam',
]);

/** A ClusterConfig of eksctl: groups that grow become node groups, those of a fixed size in one zone machines; EKS runs the control plane. */
export const eksctlImporter: Importer = {
  kind: 'ClusterConfig',
  apiVersion: /^eksctl\.io\//,
  placeOf: ({ provider, network: { nodeCIDR, serviceCIDR } }) => ({ ...(provider ? { provider } : {}), network: { nodeCIDR, serviceCIDR } }),
  read(document: YamlDocument) {
    const reader = new ConfigReader(document);
    const root = document.value as JsonObject;
    const metadata = reader.map(root, [], 'metadata');
    const name = reader.text(metadata, ['metadata'], 'name');
    if (name === undefined) reader.error(['metadata'], 'metadata.name is missing.', 'Give the cluster a name.');
    reader.leaveOut(root, [], topLevel);
    const cluster = defaultCluster(name ?? 'cluster', 1);
    const provider = readPlace(reader, root, metadata);
    if (provider) cluster.spec.provider = provider;
    readNetwork(reader, root, cluster, provider);
    const zones = provider ? provider.zones ?? zonesOf(provider.region).slice(0, 3) : [];
    const groups = (['managedNodeGroups', 'nodeGroups'] as const).flatMap((field) => reader.maps(root, [], field));
    const names = new Set<string>();
    for (const { map, at } of groups) addGroup(reader, cluster, map, at, { zones, names });
    return { cluster, problems: reader.problems };
  },
};

function readPlace(reader: ConfigReader, root: JsonObject, metadata: JsonObject): AwsSpec | undefined {
  const region = reader.text(metadata, ['metadata'], 'region');
  if (region === undefined || !regionOf(region)) {
    reader.warn(['metadata', 'region'], region === undefined ? 'metadata.region is missing; the machines belong to no provider.' : `metadata.region: ${region} is not simulated; the machines belong to no provider.`);
    return undefined;
  }
  const known = zonesOf(region);
  const zones = reader.texts(root, [], 'availabilityZones').filter((zone, index) => {
    if (known.includes(zone)) return true;
    reader.warn(['availabilityZones', index], `availabilityZones[${index}]: ${zone} is no zone of ${region} here, and is left out.`);
    return false;
  });
  return { name: 'aws', region, ...(zones.length > 0 ? { zones } : {}) };
}

function readNetwork(reader: ConfigReader, root: JsonObject, { spec }: ClusterDocument, provider: AwsSpec | undefined): void {
  const vpc = reader.map(root, [], 'vpc');
  reader.leaveOut(vpc, ['vpc'], new Set(['cidr', 'nat']));
  const services = reader.map(root, [], 'kubernetesNetworkConfig');
  reader.leaveOut(services, ['kubernetesNetworkConfig'], new Set(['serviceIPv4CIDR', 'ipFamily']));
  const range = (owner: JsonObject, path: Path, field: string): string | undefined => {
    const text = reader.text(owner, path, field);
    if (text === undefined || /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(text)) return text;
    reader.error([...path, field], `${pathText([...path, field])}: expected an IPv4 range such as 192.168.0.0/16.`);
    return undefined;
  };
  spec.network.nodeCIDR = range(vpc, ['vpc'], 'cidr') ?? '192.168.0.0/16';
  spec.network.serviceCIDR = range(services, ['kubernetesNetworkConfig'], 'serviceIPv4CIDR') ?? '10.100.0.0/16';
  const nat = reader.text(reader.map(vpc, ['vpc'], 'nat'), ['vpc', 'nat'], 'gateway');
  const known = natGateways.find((one) => one === nat);
  if (nat !== undefined && !known) reader.error(['vpc', 'nat', 'gateway'], `vpc.nat.gateway: is one of ${natGateways.join(', ')}, not "${nat}".`);
  if (known && provider) provider.natGateway = known;
}

function addGroup(reader: ConfigReader, { spec }: ClusterDocument, group: JsonObject, at: Path, { zones: clusterZones, names }: { zones: readonly string[]; names: Set<string> }): void {
  const name = reader.text(group, at, 'name');
  if (name === undefined) {
    reader.error(at, `${pathText(at)}: a node group needs a name.`);
    return;
  }
  if (names.has(name)) {
    reader.error([...at, 'name'], `${pathText([...at, 'name'])}: there is another node group "${name}".`, 'Rename one of them.');
    return;
  }
  names.add(name);
  reader.leaveOut(group, at, ofGroup);
  const [min, desired, max] = sizesOf(reader, group, at);
  const given = reader.texts(group, at, 'availabilityZones');
  const zones = given.length > 0 ? given : [...clusterZones];
  const labels = reader.textMap(group, at, 'labels');
  const taints = readTaints(reader, group, at);
  const hardware = { type: typeOf(reader, group, at), ...(Object.keys(labels).length > 0 ? { labels } : {}), ...(taints.length > 0 ? { taints } : {}) };
  if (min === max && given.length === 1) {
    for (let index = 1; index <= max; index += 1) {
      const machine: MachineEntry = { name: freeName(spec.machines, max === 1 ? nodeName(name) : `${nodeName(name)}-${index}`), roles: ['worker'], ...hardware, zone: given[0] as string };
      spec.machines.push(machine);
    }
  } else {
    const entry: NodeGroupEntry = { name: freeName(spec.nodeGroups ?? [], nodeName(name)), minSize: min, maxSize: Math.max(1, max), desiredSize: desired, ...hardware, ...(zones.length > 0 ? { zones } : {}) };
    spec.nodeGroups = [...(spec.nodeGroups ?? []), entry];
  }
}

/** Names of node groups may have capitals and underscores, those of machines not. */
function nodeName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '') || 'nodes';
}

function freeName(taken: readonly { name: string }[], wanted: string): string {
  let name = wanted;
  for (let number = 2; taken.some((other) => other.name === name); number += 1) name = `${wanted}-${number}`;
  return name;
}

/** What eksctl makes of sizes that are left out. */
function sizesOf(reader: ConfigReader, group: JsonObject, at: Path): [min: number, desired: number, max: number] {
  const [min, desired, max] = ['minSize', 'desiredCapacity', 'maxSize'].map((field) => reader.count(group, at, field));
  const wanted = desired ?? min ?? Math.min(defaultSize, max ?? defaultSize);
  const sizes: [number, number, number] = [min ?? wanted, wanted, max ?? Math.max(wanted, min ?? 0)];
  if (sizes[0] > sizes[2]) reader.error([...at, 'minSize'], `${pathText(at)}: minSize ${sizes[0]} is more than maxSize ${sizes[2]}.`);
  else if (wanted < sizes[0] || wanted > sizes[2]) reader.error([...at, 'desiredCapacity'], `${pathText(at)}: desiredCapacity ${wanted} is not between minSize ${sizes[0]} and maxSize ${sizes[2]}.`);
  return sizes;
}

function typeOf(reader: ConfigReader, group: JsonObject, at: Path): string {
  const types = reader.texts(group, at, 'instanceTypes');
  const type = reader.text(group, at, 'instanceType') ?? types[0] ?? defaultMachineType;
  const field = group['instanceType'] === undefined ? 'instanceTypes' : 'instanceType';
  if (types.length > 1) reader.warn([...at, 'instanceTypes'], `${pathText([...at, 'instanceTypes'])}: machines of a group are alike here; all are ${type}.`);
  if (instanceTypeOf(type)) return type;
  reader.warn([...at, field], `${pathText([...at, field])}: the hardware of ${type} is not known; ${defaultMachineType} stands in.`, 'Choose a type of the catalogue, or give the machines a capacity.');
  return defaultMachineType;
}
