import type { ConfigMap } from '../../../../shared/kubernetes/types/core.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { kubernetesVersion } from '../../kubelet/node/node-status.ts';

const labels = { 'k8s-app': 'kube-proxy' };
const namespace = 'kube-system';

/** kube-proxy on every node. Source: cmd/kubeadm/app/phases/addons/proxy. Without its rolebinding: nobody is refused anything here. */
export function kubeProxy(podRange: string): KubernetesObject[] {
  const account: KubernetesObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kube-proxy', namespace } };
  const config: ConfigMap = {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy', namespace, labels: { app: 'kube-proxy' } },
    data: {
      'config.conf': [
        'apiVersion: kubeproxy.config.k8s.io/v1alpha1', 'kind: KubeProxyConfiguration', 'clientConnection:', '  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf', `clusterCIDR: ${podRange}`, 'mode: ""', '',
      ].join('\n'),
    },
  };
  const daemonSet: DaemonSet = {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'kube-proxy', namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate' },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: 'system-node-critical', serviceAccountName: 'kube-proxy', hostNetwork: true, nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: [{ operator: 'Exists' }],
          containers: [{
            name: 'kube-proxy', image: `registry.k8s.io/kube-proxy:${kubernetesVersion}`, imagePullPolicy: 'IfNotPresent',
            command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)'],
            env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
            securityContext: { privileged: true },
            volumeMounts: [
              { name: 'kube-proxy', mountPath: '/var/lib/kube-proxy' }, { name: 'xtables-lock', mountPath: '/run/xtables.lock' }, { name: 'lib-modules', mountPath: '/lib/modules', readOnly: true },
            ],
          }],
          volumes: [
            { name: 'kube-proxy', configMap: { name: 'kube-proxy' } }, { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
            { name: 'lib-modules', hostPath: { path: '/lib/modules' } },
          ],
        },
      },
    },
  };
  return [account, config, daemonSet];
}
