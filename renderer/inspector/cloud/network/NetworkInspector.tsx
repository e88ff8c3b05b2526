import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { Pill } from '../../../design/Pill.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { zoneOfCloudRef, type CloudKind } from '../../../store/cloud-refs.ts';
import { useCloud } from '../../../store/hooks.ts';
import { InspectorHeader } from '../../InspectorHeader.tsx';
import { ResourceCalls } from './ResourceCalls.tsx';
import { InternetGatewayOverview, NatGatewayOverview, SecurityGroupOverview, SubnetOverview, VpcOverview, type OverviewProps } from './overviews.tsx';
import { troubleOf } from './trouble.ts';
import './network.css';

const overviews: Readonly<Record<CloudKind, (props: OverviewProps) => React.ReactNode>> = {
  Vpc: VpcOverview, Subnet: SubnetOverview, NatGateway: NatGatewayOverview, InternetGateway: InternetGatewayOverview, SecurityGroup: SecurityGroupOverview,
};

/** Something of the cloud's network: what it is, who is reached by it, what it costs and what was asked about it. Nothing of it is written by hand: the design's provider is. */
export function NetworkInspector({ target }: { target: ObjectRef & { kind: CloudKind } }) {
  const { t } = useText();
  const cloud = useCloud();
  const Overview = overviews[target.kind];
  const zone = cloud && zoneOfCloudRef(cloud, target);
  const trouble = cloud && troubleOf(cloud, target);
  return (
    <section className="inspector" aria-label={t('inspector:titleOf', { kind: t(`cloud:kind.${target.kind}`), name: target.name })} data-kind={target.kind} data-name={target.name}>
      <InspectorHeader icon={target.kind} name={target.name} subtitle={[t(`cloud:kind.${target.kind}`), zone ?? cloud?.region].filter(Boolean).join(' · ')}
        pill={trouble && <Pill family={trouble.family} text={t(trouble.text)} />} />
      <div className="inspector-body inspector-scroll inspector-cluster" role="region" aria-label={t('inspector:tab.overview')} tabIndex={0}>
        {cloud ? <Overview cloud={cloud} id={target.name} /> : <p className="inspector-quiet">{t('cloud:noCloud')}</p>}
        {cloud && <ResourceCalls id={target.name} />}
      </div>
    </section>
  );
}
