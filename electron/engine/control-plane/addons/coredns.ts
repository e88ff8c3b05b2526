import type { ConfigMap, Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { formatIpv4, parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';

const image = 'registry.k8s.io/coredns/coredns:v1.13.1';
const labels = { 'k8s-app': 'kube-dns' };
const namespace = 'kube-system';

/** The tenth address of the service range. Source: GetDNSIP, cmd/kubeadm/app/constants/constants.go. */
export function dnsAddress(serviceRange: string): string {
  return formatIpv4(parseIpv4Block(serviceRange).first + 10);
}

/** CoreDNS with its Service. Source: cmd/kubeadm/app/phases/addons/dns. Without its ClusterRole: nobody is refused anything here. */
export function coreDns(serviceRange: string): KubernetesObject[] {
  const account: KubernetesObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'coredns', namespace } };
  const config: ConfigMap = {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns', namespace },
    data: {
      Corefile: [
        '.:53 {', '    errors', '    health {', '       lameduck 5s', '    }', '    ready', '    kubernetes cluster.local in-addr.arpa ip6.arpa {', '       pods insecure',
        '       fallthrough in-addr.arpa ip6.arpa', '       ttl 30', '    }', '    prometheus :9153', '    forward . /etc/resolv.conf {', '       max_concurrent 1000', '    }', '    cache 30 {',
        '       disable success cluster.local', '       disable denial cluster.local', '    }', '    loop', '    reload', '    loadbalance', '}', '',
      ].join('\n'),
    },
  };
  const service: Service = {
    apiVersion: 'v1', kind: 'Service',
    metadata: {
      name: 'kube-dns', namespace, labels: { ...labels, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
      annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    },
    spec: {
      clusterIP: dnsAddress(serviceRange), selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 }, { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  };
  const deployment: Deployment = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'coredns', namespace, labels },
    spec: {
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: 'system-cluster-critical', serviceAccountName: 'coredns', dnsPolicy: 'Default', nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }, { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [{
                weight: 100,
                podAffinityTerm: { labelSelector: { matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }] }, topologyKey: 'kubernetes.io/hostname' },
              }],
            },
          },
          containers: [{
            name: 'coredns', image, imagePullPolicy: 'IfNotPresent', args: ['-conf', '/etc/coredns/Corefile'],
            resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
            volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
            ports: [
              { containerPort: 53, name: 'dns', protocol: 'UDP' }, { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' }, { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
              { containerPort: 8080, name: 'liveness-probe', protocol: 'TCP' }, { containerPort: 8181, name: 'readiness-probe', protocol: 'TCP' },
            ],
            livenessProbe: { httpGet: { path: '/health', port: 'liveness-probe', scheme: 'HTTP' }, initialDelaySeconds: 60, timeoutSeconds: 5, successThreshold: 1, failureThreshold: 5 },
            readinessProbe: { httpGet: { path: '/ready', port: 'readiness-probe', scheme: 'HTTP' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }, readOnlyRootFilesystem: true },
          }],
          volumes: [{ name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } }],
        },
      },
    },
  };
  return [account, config, service, deployment];
}
