import { AppManifestUtils } from '@microsoft/app-manifest';
import { ZipFile } from 'yazl';
import { CallboardError } from '../model/errors.ts';
import { colorIcon, outlineIcon } from './icons.ts';
import { manifest, type AppIdentity } from './manifest.ts';

/**
 * Builds the app package for Teams: manifest and icons at the zip's root. The manifest is first checked offline against
 * Microsoft's schema (docs/platform/teams.md, “Microsoft's package checks the manifest offline”).
 *
 * @throws CONFIG_INVALID with all schema errors.
 */
export async function appPackage(app: AppIdentity): Promise<Buffer> {
  const content = manifest(app);
  const failures = await AppManifestUtils.validateAgainstSchema(content as never);
  if (failures.length > 0)
    throw new CallboardError('CONFIG_INVALID', `the Teams manifest is not valid: ${failures.join('; ')}`);
  const zip = new ZipFile();
  // A fixed date makes builds reproducible: a changed package means a changed app.
  const options = { mtime: new Date('2026-01-01T00:00:00Z') };
  zip.addBuffer(Buffer.from(`${JSON.stringify(content, null, 2)}\n`), 'manifest.json', options);
  zip.addBuffer(colorIcon(), 'color.png', options);
  zip.addBuffer(outlineIcon(), 'outline.png', options);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
