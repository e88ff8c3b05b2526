import type { Volume } from '../../../shared/kubernetes/types/pod.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Section } from '../parts/Section.tsx';
import './volumes.css';

/** Volumes of a pod or template with their source and what they mount; the service account's token is left out. */
export function Volumes({ volumes }: { volumes: readonly Volume[] }) {
  const { t } = useText();
  const shown = volumes.filter((volume) => !volume.name.startsWith('kube-api-access-'));
  if (shown.length === 0) return null;
  return (
    <Section title={t('inspector:volumes')}>
      <ul className="volumes">
        {shown.map((volume) => {
          const source = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
          const detail =
            volume.configMap?.name ??
            volume.secret?.secretName ??
            volume.persistentVolumeClaim?.claimName ??
            volume.hostPath?.path ??
            volume.emptyDir?.sizeLimit ??
            '';
          return (
            <li key={volume.name} className="volume-row">
              <KindIcon kind={source} size={14} />
              <span className="volume-name truncate">{volume.name}</span>
              <span className="volume-detail truncate">
                {source}
                {detail === '' ? (
                  ''
                ) : (
                  <>
                    {' '}
                    <span className="mono">{detail}</span>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
