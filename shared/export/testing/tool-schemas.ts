import { z } from 'zod';

/**
 * The configurations of tools as their documented APIs have them, as far as exports use them: names and types of fields, required ones, and nothing else. Written from
 * kind: pkg/apis/config/v1alpha4/types.go; kubeadm: cmd/kubeadm/app/apis/kubeadm/v1beta4/types.go; eksctl: pkg/apis/eksctl.io/v1alpha5/types.go and its JSON schema.
 */

const text = z.string().min(1);
const range = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/);
const count = z.number().int().min(0);
const labels = z.record(text, z.string());
const taint = z.strictObject({ key: text, value: z.string().optional(), effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']) });

/** `Cluster` of kind. A name is one of DNS (pkg/cluster/internal/create: at most 63, `^[a-z0-9.-]+$`). */
const kindCluster = z.strictObject({
  kind: z.literal('Cluster'), apiVersion: z.literal('kind.x-k8s.io/v1alpha4'), name: z.string().regex(/^[a-z0-9.-]+$/).optional(),
  networking: z.strictObject({
    ipFamily: z.enum(['ipv4', 'ipv6', 'dual']).optional(), apiServerPort: count.optional(), apiServerAddress: text.optional(), podSubnet: range.optional(), serviceSubnet: range.optional(),
    disableDefaultCNI: z.boolean().optional(), kubeProxyMode: z.enum(['iptables', 'ipvs', 'nftables', 'none']).optional(),
  }).optional(),
  nodes: z.array(z.strictObject({
    role: z.enum(['control-plane', 'worker']).optional(), image: text.optional(), labels: labels.optional(), kubeadmConfigPatches: z.array(text).optional(),
  })).min(1).refine((nodes) => nodes.some(({ role = 'control-plane' }) => role === 'control-plane'), 'has a control plane'),
});

const v1beta4 = z.literal('kubeadm.k8s.io/v1beta4');
const nodeRegistration = z.strictObject({
  name: text.optional(), criSocket: text.optional(), taints: z.array(taint).optional(), kubeletExtraArgs: z.array(z.strictObject({ name: text, value: z.string() })).optional(),
  ignorePreflightErrors: z.array(text).optional(), imagePullPolicy: text.optional(), imagePullSerial: z.boolean().optional(),
});
const endpoint = z.string().regex(/^[a-z0-9.-]+:\d+$/);
const kubeadmInit = z.strictObject({ apiVersion: v1beta4, kind: z.literal('InitConfiguration'), nodeRegistration: nodeRegistration.optional(), skipPhases: z.array(text).optional(), certificateKey: text.optional() });
const kubeadmCluster = z.strictObject({
  apiVersion: v1beta4, kind: z.literal('ClusterConfiguration'), clusterName: text.optional(), kubernetesVersion: z.string().regex(/^v\d+\.\d+\.\d+$/), controlPlaneEndpoint: endpoint.optional(),
  networking: z.strictObject({ serviceSubnet: range.optional(), podSubnet: range.optional(), dnsDomain: text.optional() }).optional(),
  dns: z.strictObject({ imageRepository: text.optional(), imageTag: text.optional(), disabled: z.boolean().optional() }).optional(), proxy: z.strictObject({ disabled: z.boolean().optional() }).optional(),
});
const kubeadmJoin = z.strictObject({
  apiVersion: v1beta4, kind: z.literal('JoinConfiguration'), nodeRegistration: nodeRegistration.optional(), skipPhases: z.array(text).optional(),
  discovery: z.strictObject({ bootstrapToken: z.strictObject({ token: text, apiServerEndpoint: endpoint, caCertHashes: z.array(text), unsafeSkipCAVerification: z.boolean().optional() }) }),
  controlPlane: z.strictObject({ certificateKey: text.optional(), localAPIEndpoint: z.strictObject({ advertiseAddress: text, bindPort: count.optional() }).optional() }).optional(),
});

/** What a patch of kind may change of kubeadm's: a part of one of its documents, without apiVersion. */
export const kindPatch = z.strictObject({ kind: z.enum(['InitConfiguration', 'JoinConfiguration']), nodeRegistration });

const zone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/);
const eksctlCluster = z.strictObject({
  apiVersion: z.literal('eksctl.io/v1alpha5'), kind: z.literal('ClusterConfig'),
  metadata: z.strictObject({ name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/), region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/), version: z.string().regex(/^\d+\.\d+$/).optional(), tags: labels.optional() }),
  availabilityZones: z.array(zone).min(2).optional(),
  vpc: z.strictObject({ cidr: range.optional(), nat: z.strictObject({ gateway: z.enum(['HighlyAvailable', 'Single', 'Disable']).optional() }).optional() }).optional(),
  kubernetesNetworkConfig: z.strictObject({ serviceIPv4CIDR: range.optional(), ipFamily: z.enum(['IPv4', 'IPv6']).optional() }).optional(),
  iam: z.strictObject({ withOIDC: z.boolean().optional() }).optional(),
  addons: z.array(z.strictObject({ name: text, version: text.optional(), wellKnownPolicies: z.strictObject({ ebsCSIController: z.boolean().optional(), autoScaler: z.boolean().optional() }).optional() })).optional(),
  addonsConfig: z.strictObject({ autoApplyPodIdentityAssociations: z.boolean().optional(), disableDefaultAddons: z.boolean().optional() }).optional(),
  managedNodeGroups: z.array(z.strictObject({
    name: text, instanceType: text.optional(), availabilityZones: z.array(zone).optional(), minSize: count.optional(), maxSize: count.optional(), desiredCapacity: count.optional(), privateNetworking: z.boolean().optional(),
    labels: labels.optional(), taints: z.array(taint).optional(), propagateASGTags: z.boolean().optional(), iam: z.strictObject({ withAddonPolicies: z.strictObject({ autoScaler: z.boolean().optional() }).optional() }).optional(),
  })).optional(),
});

/** By export target. */
export const toolSchemas: Readonly<Record<'kind' | 'kubeadm' | 'eksctl', z.ZodType>> = {
  kind: kindCluster, kubeadm: z.discriminatedUnion('kind', [kubeadmInit, kubeadmCluster, kubeadmJoin]), eksctl: eksctlCluster,
};
