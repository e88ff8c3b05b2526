import { memo } from 'react';
import type { CloudView, CloudZone } from '../../../shared/view/cloud.ts';
import type { StateFamily } from '../../../shared/view/states.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { cloudKey, type CloudKind } from '../../store/cloud-refs.ts';
import { useCloud } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { useCanvas } from '../canvas-store.ts';
import { zoneNetwork } from '../geometry/sizes.ts';
import { isLit } from '../scene/lit.ts';
import { elementId } from './element-id.ts';
import './zone-network.css';

/** What a zone of a VPC has: its public subnet with the NAT gateway in it, and its private one, on whose ground the machines stand. */
export const ZoneNetwork = memo(function ZoneNetwork({ zone: name, width }: { zone: string; width: number }) {
  const cloud = useCloud();
  const middle = useUi((state) => state.zoomLevel !== 'near');
  const room = useRoom(width);
  const zone = cloud?.zones.find((one) => one.name === name);
  if (!cloud || !zone) return null;
  return (
    <div className="zone-network" data-level={middle ? 'middle' : 'near'} data-zone={name}>
      {(['Public', 'Private'] as const).map((kind) => zone.subnets.filter((one) => one.kind === kind).map((subnet) => (
        <Subnet key={subnet.id} cloud={cloud} zone={zone} subnet={subnet} middle={middle} room={room} />
      )))}
    </div>
  );
});

interface SubnetProps {
  cloud: CloudView;
  zone: CloudZone;
  subnet: CloudZone['subnets'][number];
  middle: boolean;
  room: Room;
}

/** What there is room for at the middle zoom: icons alone, the word too, the range as well. */
type Room = 'icon' | 'word' | 'range';
const roomPx = { range: 168, word: 74 };
const natWordPx = 34;

function useRoom(width: number): Room {
  return useCanvas(({ textScale }) => {
    const px = width / textScale;
    return px >= roomPx.range ? 'range' : px >= roomPx.word ? 'word' : 'icon';
  });
}

function Subnet({ cloud, zone, subnet: { id, cidr, kind }, middle, room }: SubnetProps) {
  const { t } = useText();
  const isPublic = kind === 'Public';
  const noWay = isPublic ? undefined : zone.egress === undefined ? 'none' : zone.egress.works ? undefined : 'down';
  const hasNatWord = useCanvas(({ textScale }) => zoneNetwork.natWidth / textScale >= natWordPx);
  const trouble: StateFamily | undefined = noWay === undefined ? undefined : noWay === 'none' ? 'attention' : 'bad';
  const said = t(isPublic ? 'cloud:publicSubnet' : 'cloud:privateSubnet');
  return (
    <div className="zone-row" data-nat={isPublic && zone.natGateway ? '' : undefined}>
      <Part kind="Subnet" id={id} cloud={cloud} className="zone-subnet" family={trouble} label={`${said} ${id}, ${cidr}${noWay ? `, ${t(`cloud:egress.${noWay}`)}` : ''}`}>
        <KindIcon kind="Subnet" size={middle ? 11 : 13} />
        {(!middle || room !== 'icon') && <b>{t(isPublic ? 'cloud:public' : 'cloud:private')}</b>}
        {(!middle || (room === 'range' && noWay === undefined)) && <span className="mono zone-cidr">{cidr}</span>}
        {!middle && noWay === undefined && <span className="mono zone-id truncate">{id}</span>}
        {trouble && noWay && <span className="zone-trouble"><StateMark family={trouble} size={10} />{!middle && <span className="truncate">{t(`cloud:egress.${noWay}`)}</span>}</span>}
      </Part>
      {isPublic && zone.natGateway && (
        <Part kind="NatGateway" id={zone.natGateway.id} cloud={cloud} className="zone-nat" family={zone.isCutOff ? 'bad' : undefined}
          label={`${t('cloud:natGateway')} ${zone.natGateway.id}, ${zone.natGateway.address}${zone.isCutOff ? `, ${t('cloud:cutOff')}` : ''}`}>
          {zone.isCutOff ? <StateMark family="bad" size={middle ? 10 : 12} /> : <KindIcon kind="NatGateway" size={middle ? 11 : 13} />}
          {(!middle || hasNatWord) && <b>NAT</b>}
        </Part>
      )}
    </div>
  );
}

/** How far the line from the Internet begins outside the cluster's frame. */
const lineOutside = 10;

/** The Internet gateway, on the upper edge of the VPC, with the line that comes from the Internet. */
export const InternetGateway = memo(function InternetGateway() {
  const { t } = useText();
  const cloud = useCloud();
  const middle = useUi((state) => state.zoomLevel !== 'near');
  const layout = useScene('layout', () => scene.layout);
  const chip = layout.vpc?.places[0]?.rect;
  // Further away the head of the VPC keeps its height on the screen, and grows over the edge.
  const isBelowHead = useCanvas(({ textScale }) => middle && textScale > 1.65);
  if (!cloud || !chip || isBelowHead) return null;
  const { id } = cloud.internetGateway;
  return (
    <div className="gateway" data-level={middle ? 'middle' : 'near'}>
      <span className="gateway-line" aria-hidden style={{ width: chip.x - layout.cluster.x + lineOutside }}>{!middle && <span className="gateway-from">{t('cloud:internet')}</span>}</span>
      <Part kind="InternetGateway" id={id} cloud={cloud} className="gateway-chip" family={undefined} label={`${t('cloud:internetGateway')} ${id}`}>
        <KindIcon kind="InternetGateway" size={middle ? 11 : 13} />
        <b className="truncate">{middle ? 'IGW' : t('cloud:internetGateway')}</b>
      </Part>
    </div>
  );
});

interface PartProps {
  kind: CloudKind;
  id: string;
  cloud: CloudView;
  className: string;
  family: StateFamily | undefined;
  /** For the ear, and on hover. */
  label: string;
  children: React.ReactNode;
}

/** One thing of the network that can be selected. It is lit while something is looked at that reaches the Internet by it. */
function Part({ kind, id, cloud, className, family, label, children }: PartProps) {
  const key = cloudKey(kind, id);
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const lit = useUi((state) => isLit(cloud, key, state));
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  return (
    <div
      id={elementId(key)} className={className} role="group" aria-label={label} title={label} data-kind={kind} data-name={id} data-family={family}
      data-selected={isSelected || undefined} data-hovered={isHovered || undefined} data-focused={isFocused || undefined} data-lit={lit || undefined}
    >
      {children}
    </div>
  );
}
