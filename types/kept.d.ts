// What a device keeps of the site (gcm's `device_files`).

type KeptFile = [digest: string, size: number];
interface KeptList {
  version: string;
  core: string[];
  files: Record<string, KeptFile>;
  /** What a reader keeps: a language, or all; absent in the published list. */
  kept?: string;
}
