import { describe, expect, it } from 'vitest';
import type { Json } from './testing/validation-errors.ts';
import { placesOf, podOf } from './testing/validation-errors.ts';

describe('volumes of a pod', () => {
  const longest = 'n'.repeat(250);
  const projected = (source: Json): Json => ({ projected: { sources: [source] } });
  const certificate = { signerName: 'example.com/x', keyType: 'ED25519', credentialBundlePath: 'bundle' };
  const cases: [string, Json, string[]][] = [
    ['a negative size', { emptyDir: { sizeLimit: '-1' } }, ['v.emptyDir.sizeLimit Forbidden']],
    ['a secret without a name', { secret: {} }, ['v.secret.secretName Required']],
    ['a mode beyond nine bits', { configMap: { name: 'x', defaultMode: 512 } }, ['v.configMap.defaultMode Invalid']],
    ['a path out of the volume', { configMap: { name: 'x', items: [{ key: 'a', path: '../a' }] } }, ['v.configMap.items[0].path Invalid']],
    ['a file of nothing', { downwardAPI: { items: [{ path: 'a' }] } }, ['v.downwardAPI Required']],
    [
      'a secret of a driver is named beside it', { csi: { driver: 'x', nodePublishSecretRef: { name: 'A' } } },
      ['v.csi.name Invalid'],
    ],
    ['a template that names its claim', {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { name: 'x' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } },
        },
      },
    }, ['v.ephemeral.volumeClaimTemplate.metadata.name Forbidden']],
    ['an image without reference', { image: { pullPolicy: 'Sometimes' } }, ['v.image.reference Required', 'v.image.pullPolicy NotSupported']],
    ['two sources in one projection', projected({ secret: { name: 'a' }, configMap: { name: 'b' } }), [
      'v.projected.sources[0] Forbidden',
    ]],
    ['a short-lived token', projected({ serviceAccountToken: { path: 'a', expirationSeconds: 599 } }), [
      'v.projected.sources[0].serviceAccountToken.expirationSeconds Invalid',
    ]],
    ['a token without a path', projected({ serviceAccountToken: { path: '' } }), ['v.projected.path Required']],
    ['a bundle of nobody', projected({ clusterTrustBundle: { path: 'a' } }), ['v.projected.sources[0].clusterTrustBundle Required']],
    ['a certificate', projected({ podCertificate: certificate }), []],
    ['a certificate of an unknown key', projected({ podCertificate: { ...certificate, keyType: 'DSA' } }), [
      'v.projected.sources[0].podCertificate.keyType NotSupported',
    ]],
    ['the same path twice', {
      projected: { sources: ['a', 'b'].map((name) => ({ secret: { name, items: [{ key: 'k', path: 'p' }] } })) },
    }, ['v.projected Invalid']],
    [
      'a disk has a path of its own', { gcePersistentDisk: { pdName: 'x', partition: 256 } },
      ['v.persistentDisk.partition Invalid'],
    ],
    ['a long claim', { ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1' } } } } } }, [
      'v.ephemeral.volumeClaimTemplate.spec.accessModes Required',
    ]],
  ];
  it.each(cases)('%s', (_name, source, expected) => {
    const places = placesOf(podOf({ volumes: [{ name: 'v', ...source }] }));
    expect(places).toEqual(expected.map((place) => place.replace(/^v/, 'spec.volumes[0]')));
  });

  it('a claim that is made for the pod has the name of both', () => {
    const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } } };
    const volumes = [{ name: 'data', ephemeral: { volumeClaimTemplate: claim } }];
    expect(placesOf(podOf({ volumes }, {}, { name: longest }))).toEqual(['spec.volumes[0].name Invalid']);
    const both = [...volumes, { name: 'other', persistentVolumeClaim: { claimName: 'x-data' } }];
    expect(placesOf(podOf({ volumes: both }))).toEqual(['spec.volumes[1].persistentVolumeClaim.claimName Invalid']);
  });
});
