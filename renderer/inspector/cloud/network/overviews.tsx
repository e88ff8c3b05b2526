import type { CloudView } from '../../../../shared/view/cloud.ts';
import { useText } from '../../../i18n/use-text.ts';
import { cloudRef } from '../../../store/cloud-refs.ts';
import { Fact, Facts, ObjectLink } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import { CostSection } from '../CostSection.tsx';
import { Machines, Quotas, RouteTable, SecurityGroupRules } from './parts.tsx';

export interface OverviewProps {
  cloud: CloudView;
  id: string;
}

/** The whole of the network, part by part. */
export function VpcOverview({ cloud }: OverviewProps) {
  const { t } = useText();
  const { vpc, region, account, zones, internetGateway, securityGroups } = cloud;
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <Facts>
          <Fact label="CIDR" mono>{vpc.cidr}</Fact>
          <Fact label={t('inspector:provider.region')}>{region}</Fact>
          <Fact label={t('cloud:account')} mono>{account}</Fact>
          <Fact label={t('cloud:internetGateway')}><ObjectLink to={cloudRef('InternetGateway', internetGateway.id)} /></Fact>
        </Facts>
      </Section>
      {zones.map(({ name, subnets, natGateway }) => (
        <Section key={name} title={name}>
          <Facts>
            {subnets.map(({ id, cidr, kind }) => (
              <Fact key={id} label={t(kind === 'Public' ? 'cloud:publicSubnet' : 'cloud:privateSubnet')}><ObjectLink to={cloudRef('Subnet', id)} /> <span className="mono network-range">{cidr}</span></Fact>
            ))}
            {natGateway && <Fact label={t('cloud:natGateway')}><ObjectLink to={cloudRef('NatGateway', natGateway.id)} /></Fact>}
          </Facts>
        </Section>
      ))}
      {securityGroups.map((group) => <SecurityGroupRules key={group.id} group={group} isLink />)}
      <Quotas quotas={cloud.quotas} />
    </>
  );
}

export function SubnetOverview({ cloud, id }: OverviewProps) {
  const { t } = useText();
  const zone = cloud.zones.find(({ subnets }) => subnets.some((one) => one.id === id));
  const subnet = zone?.subnets.find((one) => one.id === id);
  if (!zone || !subnet) return <p className="inspector-quiet">{t('cloud:gone')}</p>;
  const isPublic = subnet.kind === 'Public';
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <p className="network-words">{t(isPublic ? 'cloud:publicMeaning' : 'cloud:privateMeaning')}</p>
        <Facts>
          <Fact label="CIDR" mono>{subnet.cidr}</Fact>
          <Fact label={t('cloud:zone')}>{zone.name}</Fact>
          <Fact label="VPC"><ObjectLink to={cloudRef('Vpc', cloud.vpc.id)} /></Fact>
          {isPublic && zone.natGateway && <Fact label={t('cloud:natGateway')}><ObjectLink to={cloudRef('NatGateway', zone.natGateway.id)} /></Fact>}
        </Facts>
      </Section>
      {!isPublic && <WayOut zone={zone} />}
      <RouteTable cloud={cloud} id={subnet.routeTable} />
      {!isPublic && <Machines instances={cloud.instances.filter((one) => one.subnet === id)} />}
    </>
  );
}

/** How machines of a private subnet reach the Internet, or why they do not. */
function WayOut({ zone: { egress, name } }: { zone: CloudView['zones'][number] }) {
  const { t } = useText();
  return (
    <Section title={t('cloud:wayOut')}>
      {egress && <Facts><Fact label={t('cloud:natGateway')}><ObjectLink to={cloudRef('NatGateway', egress.natGateway)} />{egress.zone !== name && ` (${egress.zone})`}</Fact></Facts>}
      <p className="network-words" data-family={egress === undefined ? 'attention' : egress.works ? undefined : 'bad'}>
        {t(egress === undefined ? 'cloud:wayOut.none' : egress.works ? egress.zone === name ? 'cloud:wayOut.own' : 'cloud:wayOut.other' : 'cloud:wayOut.down', { zone: egress?.zone ?? name })}
      </p>
    </Section>
  );
}

export function NatGatewayOverview({ cloud, id }: OverviewProps) {
  const { t } = useText();
  const zone = cloud.zones.find(({ natGateway }) => natGateway?.id === id);
  if (!zone?.natGateway) return <p className="inspector-quiet">{t('cloud:gone')}</p>;
  const served = cloud.zones.filter(({ egress }) => egress?.natGateway === id);
  const tables = [...new Set(served.flatMap(({ subnets }) => subnets.filter(({ kind }) => kind === 'Private').map(({ routeTable }) => routeTable)))];
  const outside = zone.subnets.find(({ kind }) => kind === 'Public');
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <p className="network-words">{t('cloud:natMeaning')}</p>
        <Facts>
          <Fact label={t('cloud:publicAddress')} mono>{zone.natGateway.address}</Fact>
          <Fact label={t('cloud:zone')}>{zone.name}</Fact>
          {outside && <Fact label={t('cloud:publicSubnet')}><ObjectLink to={cloudRef('Subnet', outside.id)} /></Fact>}
          <Fact label={t('cloud:serves')}>{served.map(({ name }) => name).join(', ')}</Fact>
        </Facts>
        {zone.isCutOff && <p className="network-words" data-family="bad">{t('cloud:natCutOff', { zone: zone.name })}</p>}
      </Section>
      <CostSection of={(row) => row.id === id || (row.kind === 'PublicAddress' && row.subject === undefined && row.zone === zone.name)} />
      {tables.map((table) => <RouteTable key={table} cloud={cloud} id={table} />)}
      <Machines instances={cloud.instances.filter((one) => served.some(({ name }) => name === one.zone))} />
    </>
  );
}

export function InternetGatewayOverview({ cloud }: OverviewProps) {
  const { t } = useText();
  const tables = [...new Set(cloud.zones.flatMap(({ subnets }) => subnets.filter(({ kind }) => kind === 'Public').map(({ routeTable }) => routeTable)))];
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <p className="network-words">{t('cloud:gatewayMeaning')}</p>
        <Facts>
          <Fact label="VPC"><ObjectLink to={cloudRef('Vpc', cloud.vpc.id)} /> <span className="mono network-range">{cloud.vpc.cidr}</span></Fact>
          <Fact label={t('cloud:price')}>{t('cloud:free')}</Fact>
        </Facts>
      </Section>
      {tables.map((table) => <RouteTable key={table} cloud={cloud} id={table} />)}
      <Section title={t('cloud:throughIt')}>
        <Facts>
          {cloud.zones.flatMap(({ name, natGateway }) => natGateway ? [<Fact key={name} label={t('cloud:natGateway')}><ObjectLink to={cloudRef('NatGateway', natGateway.id)} /> ({name})</Fact>] : [])}
          {cloud.zones.flatMap(({ name, subnets }) => subnets.filter(({ kind }) => kind === 'Public').map(({ id }) => (
            <Fact key={id} label={t('cloud:publicSubnet')}><ObjectLink to={cloudRef('Subnet', id)} /> ({name})</Fact>
          )))}
        </Facts>
      </Section>
    </>
  );
}

export function SecurityGroupOverview({ cloud, id }: OverviewProps) {
  const { t } = useText();
  const group = cloud.securityGroups.find((one) => one.id === id);
  if (!group) return <p className="inspector-quiet">{t('cloud:gone')}</p>;
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <p className="network-words">{t('cloud:groupMeaning')}</p>
        <Facts>
          <Fact label={t('cloud:name')}>{group.name}</Fact>
          <Fact label="VPC"><ObjectLink to={cloudRef('Vpc', cloud.vpc.id)} /></Fact>
          {group.loadBalancer && <Fact label={group.loadBalancer.kind}><ObjectLink to={group.loadBalancer} /></Fact>}
        </Facts>
      </Section>
      <SecurityGroupRules group={group} />
      {group === cloud.securityGroups[0] && <Machines instances={cloud.instances} />}
    </>
  );
}
