import type { Configuration } from 'electron-builder';
import path from 'node:path';
import { officialVersion } from '../electron-runtime/official.ts';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { appFolder, outFolder, projectRoot } from '../paths.ts';

export interface PackageOptions {
  /** Runtime to package; undefined lets electron-builder download the official one for each platform. */
  runtime?: ElectronRuntime;
  /** Leaves the inspector switch on, which the end-to-end tests steer the application by. Never for a build that is given away. */
  drivable: boolean;
}

const iconFolder = path.join(projectRoot, 'build', 'icons');

/**
 * electron-builder's configuration. Installers are per user and need no administrator; every platform also gets a form
 * that needs no installation (portable, zip, AppImage, tar.gz).
 */
export function packageConfiguration(options: PackageOptions): Configuration {
  const { runtime } = options;
  return {
    appId: 'dev.clusterwright.app',
    productName: 'Clusterwright',
    copyright: 'Clusterwright',
    directories: { app: appFolder, output: path.join(outFolder, 'package'), buildResources: iconFolder },
    electronVersion: runtime?.version ?? officialVersion(),
    ...(runtime === undefined ? {} : { electronDist: runtime.folder }),
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    publish: null,
    // Of the native module only the binary of the platform being packaged.
    files: ['**/*', '!**/*.map', '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node'],
    asar: true,
    asarUnpack: ['**/*.node'],
    electronLanguages: ['en', 'en-US', 'pt-BR', 'pt_BR'],
    fileAssociations: [{ ext: 'cluster', name: 'Clusterwright cluster', description: 'Clusterwright cluster', role: 'Editor',
      mimeType: 'application/x-clusterwright' }],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: options.drivable,
      onlyLoadAppFromAsar: true,
      // Younger than the fallback runtime.
      ...(runtime?.kind === 'fallback' ? {} : { enableEmbeddedAsarIntegrityValidation: true, grantFileProtocolExtraPrivileges: false }),
    },
    win: {
      target: [{ target: 'nsis', arch: ['x64', 'arm64'] }, { target: 'portable', arch: ['x64', 'arm64'] }],
      requestedExecutionLevel: 'asInvoker',
      icon: path.join(iconFolder, 'icon.ico'),
    },
    nsis: { oneClick: true, perMachine: false, allowElevation: false, deleteAppDataOnUninstall: false },
    portable: { requestExecutionLevel: 'user' },
    mac: {
      target: [{ target: 'dmg', arch: ['x64', 'arm64'] }, { target: 'zip', arch: ['x64', 'arm64'] }],
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      icon: path.join(iconFolder, 'icon.icns'),
    },
    linux: {
      target: ['AppImage', 'deb', 'tar.gz', 'dir'],
      category: 'Development',
      synopsis: 'Design a Kubernetes cluster by drag and drop and watch a simulated control plane answer',
      maintainer: 'Clusterwright <maintainers@clusterwright.dev>',
      executableName: 'clusterwright',
      icon: path.join(iconFolder, 'icon.png'),
    },
  };
}
