import { inflateRawSync, inflateSync } from 'node:zlib';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { describe, expect, it } from 'vitest';
import { colorIcon, outlineIcon } from '../../appPackage/icons.ts';
import { manifest } from '../../appPackage/manifest.ts';
import { appPackage } from '../../appPackage/zip.ts';

const APP = {
  appId: '7d3c8f0e-51a4-4b0e-9c59-2f1f3a0b6d11',
  publicUrl: 'https://desk.acme-it.co.uk',
  version: '0.1.0',
};

/** Reads the pixels of a PNG that we wrote (no row filters). */
function pixels(file: Buffer): { size: number; at: (x: number, y: number) => readonly number[] } {
  expect(file.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const size = file.readUInt32BE(16);
  expect([file.readUInt32BE(20), file[24], file[25]]).toEqual([size, 8, 6]);
  const start = file.indexOf('IDAT');
  const data = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  return { size, at: (x, y) => [...data.subarray(y * (size * 4 + 1) + 1 + x * 4).subarray(0, 4)] };
}

/** Reads the names and contents of a zip's entries from its central directory. */
function entries(zip: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const body = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(body, body + packed);
    found.set(
      zip.toString('utf8', at + 46, at + 46 + nameLength),
      zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes,
    );
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

describe('the Teams manifest', () => {
  it('passes Microsoft’s schema check', async () => {
    expect(await AppManifestUtils.validateAgainstSchema(manifest(APP) as never)).toEqual([]);
  });

  it('fails Microsoft’s schema check when a scope is wrong', async () => {
    const wrong = manifest(APP) as { bots: { scopes: string[] }[] };
    wrong.bots[0]!.scopes = ['groupchat'];
    expect(await AppManifestUtils.validateAgainstSchema(wrong as never)).not.toEqual([]);
  });

  it('names this bot, in personal and team scope, and requests nothing more', () => {
    expect(manifest(APP)).toMatchObject({
      id: APP.appId,
      bots: [{ botId: APP.appId, scopes: ['personal', 'team'] }],
      validDomains: [],
    });
    expect(manifest(APP)).not.toHaveProperty('authorization');
    expect(manifest(APP)).not.toHaveProperty('webApplicationInfo');
  });
});

describe('the app icons', () => {
  it('have a colour version of 192 x 192, opaque, with the mark inside the middle 120', () => {
    const { size, at } = pixels(colorIcon());
    expect(size).toBe(192);
    let marked = 0;
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const [r, g, b, alpha] = at(x, y);
        expect(alpha).toBe(255);
        const ground = r === 0x0f && g === 0x5c && b === 0x5c;
        const middle = x >= 36 && x < 156 && y >= 36 && y < 156;
        if (!ground) expect(middle).toBe(true);
        if (!ground) marked += 1;
      }
    expect(marked).toBeGreaterThan(1000);
  });

  it('have an outline version of 32 x 32, white on transparent', () => {
    const { size, at } = pixels(outlineIcon());
    expect(size).toBe(32);
    const alphas = [];
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const [r, g, b, alpha] = at(x, y);
        expect([r, g, b]).toEqual([255, 255, 255]);
        alphas.push(alpha);
      }
    expect(alphas.filter((alpha) => alpha === 0).length).toBeGreaterThan(500);
    expect(alphas.filter((alpha) => alpha === 255).length).toBeGreaterThan(100);
  });
});

describe('the app package', () => {
  it('contains only the manifest and the icons, at its root', async () => {
    const files = entries(await appPackage(APP));
    expect([...files.keys()].sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(files.get('manifest.json')!.toString())).toEqual(manifest(APP));
    expect(files.get('outline.png')).toEqual(outlineIcon());
  });

  it('is byte-for-byte reproducible', async () => {
    expect(await appPackage(APP)).toEqual(await appPackage(APP));
  });

  it('is not built from an invalid manifest', async () => {
    await expect(appPackage({ ...APP, appId: 'callboard' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
