import { useText } from '../../i18n/use-text.ts';
import { cloudRef } from '../../store/cloud-refs.ts';
import { useCloud } from '../../store/hooks.ts';
import { Fact, Facts, ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { SecurityGroupRules } from './network/parts.tsx';
import './network/network.css';

/** Where a machine stands in the cloud's network, how it reaches the Internet, and who may come to it. Nothing where the provider has no network. */
export function MachineCloud({ machine }: { machine: string }) {
  const { t } = useText();
  const cloud = useCloud();
  const instance = cloud?.instances.find((one) => one.machine === machine);
  if (!cloud || !instance) return null;
  const { egress } = cloud.zones.find(({ name }) => name === instance.zone) ?? {};
  const [group] = cloud.securityGroups;
  return (
    <>
      <Section title={t('cloud:inTheCloud')} aside={instance.state}>
        <Facts>
          <Fact label={t('cloud:instance')} mono>{instance.id}</Fact>
          <Fact label={t('cloud:zone')}>{instance.zone}</Fact>
          <Fact label={t('cloud:privateSubnet')}><ObjectLink to={cloudRef('Subnet', instance.subnet)} /></Fact>
          <Fact label={t('cloud:wayOut')}>{egress ? <><ObjectLink to={cloudRef('NatGateway', egress.natGateway)} />{egress.works ? '' : ` (${t('cloud:cutOff')})`}</> : t('cloud:egress.none')}</Fact>
          <Fact label={t('cloud:volumes')}>{t('cloud:usedOf', { used: instance.volumes.length, limit: instance.maxVolumes })}</Fact>
        </Facts>
      </Section>
      {group && <SecurityGroupRules group={group} isLink />}
    </>
  );
}
