import type { AwsSpec } from '../../../../shared/cloud/provider-spec.ts';
import { cloudNodeController } from '../../controllers/cloud-node/index.ts';
import { cloudNodeLifecycleController } from '../../controllers/cloud-node-lifecycle/index.ts';
import { cloudRouteController } from '../../controllers/cloud-route/index.ts';
import { csiNodes } from '../../controllers/csi-node/index.ts';
import type { CloudParts, ProviderOptions } from '../cloud.ts';
import { AwsAccount } from './account.ts';
import { AccountApplications, ApplicationHealth } from './applications/application-balancers.ts';
import { applicationController } from './applications/controller.ts';
import { costView } from './cost-view.ts';
import { awsInstances } from './describe-instances.ts';
import { wayOutOf } from './egress.ts';
import { instanceBuilder } from './instance-builder.ts';
import { ageInstances, nextAgeMs } from './instances.ts';
import { cloudView, volumesPerInstance } from './cloud-view.ts';
import { billControlPlane } from './managed-control-plane.ts';
import { ServiceBalancers } from './balancers/service-balancers.ts';
import { awsRoutes } from './routes.ts';
import { ScalingGroups } from './scaling-groups.ts';
import { EbsVolumes } from './ebs-volumes.ts';
import { buildVpc } from './vpc.ts';

/** AWS as a provider: one account, in which everything stands, and the parts that work with it. */
export function awsCloud(spec: AwsSpec, { add, nodeCIDR, isZoneCut }: ProviderOptions): CloudParts {
  const account = add((context) => new AwsAccount(context, spec, {
    begin: (one) => buildVpc(one, nodeCIDR), nextMs: nextAgeMs,
    age(one) {
      ageInstances(one);
      billControlPlane(one);
    },
  }));
  const instances = awsInstances(account);
  const groups = new ScalingGroups(account);
  const applications = new AccountApplications(account);
  return {
    balancers: ({ proxies, isUp }) => (context) => new ServiceBalancers(context, { account, proxies, isUp }),
    applications,
    applicationHealth: ({ network, kubelets }) => (context) => new ApplicationHealth(context, { account, balancers: applications, network, kubelets }),
    storage: new EbsVolumes(account),
    launcher: groups, scaling: groups,
    builder: instanceBuilder(account),
    controllers: [
      cloudNodeController(instances), cloudNodeLifecycleController(instances), csiNodes({ name: 'ebs.csi.aws.com', topologyKeys: ['topology.kubernetes.io/zone'], limit: volumesPerInstance }),
      applicationController(account, () => applications.change()),
      ...(spec.podNetwork === 'routes' ? [cloudRouteController(awsRoutes(account))] : []),
    ],
    wayOut: (machine) => wayOutOf(account, machine, isZoneCut),
    api: {
      calls: (limit, about) => account.calls(limit, about),
      onCall: (listener) => account.onCall(listener),
      view: () => cloudView(account, isZoneCut),
      cost: () => costView(account),
      version: () => [account.state.version, ...account.zones.filter(isZoneCut)].join(),
      inject: (fault) => account.inject(fault),
    },
  };
}
