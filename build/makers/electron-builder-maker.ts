import { basename, join } from 'node:path';
import { MakerBase, type MakerOptions } from '@electron-forge/maker-base';
import { Arch, build, Platform, type Configuration } from 'electron-builder';

/** Formats that Forge lacks, by the platform that they are for. */
export interface ElectronBuilderFormats {
  readonly linux: readonly string[];
  readonly win32: readonly string[];
  readonly darwin: readonly string[];
}

export interface ElectronBuilderMakerConfig {
  readonly formats: ElectronBuilderFormats;
  /** What electron-builder is told besides; fuses stay unset, Forge has flipped them before. */
  readonly builder: Configuration;
}

const platforms = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC } as const;

/** Makes installers with electron-builder from the folder that Forge has packaged. electron-builder fetches its tool sets. */
export class ElectronBuilderMaker extends MakerBase<ElectronBuilderMakerConfig> {
  override name = 'electron-builder';
  override defaultPlatforms = ['linux' as const, 'win32' as const, 'darwin' as const];

  override isSupportedOnCurrentPlatform(): boolean {
    return true;
  }

  override async make({
    dir,
    makeDir,
    appName,
    targetPlatform,
    targetArch,
  }: MakerOptions): Promise<string[]> {
    if (targetPlatform !== 'linux' && targetPlatform !== 'win32' && targetPlatform !== 'darwin') return [];
    const arch = Arch[targetArch as keyof typeof Arch];
    const output = join(makeDir, 'electron-builder', targetPlatform, targetArch);
    await this.ensureDirectory(output);
    const made = await build({
      prepackaged: targetPlatform === 'darwin' ? join(dir, `${appName}.app`) : dir,
      targets: platforms[targetPlatform].createTarget([...this.config.formats[targetPlatform]], arch),
      publish: 'never',
      config: { ...this.config.builder, directories: { output, buildResources: 'build' } },
    });
    return made.filter((file) => !basename(file).endsWith('.blockmap'));
  }
}
