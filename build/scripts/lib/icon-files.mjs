/** Icon files that hold PNGs of several sizes. */

/**
 * @param {ReadonlyMap<number, Buffer>} pictures PNGs by size in pixels
 * @returns {Buffer} a Windows icon with those of at most 256 pixels
 */
export function ico(pictures) {
  const entries = [...pictures].filter(([size]) => size <= 256);
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  entries.forEach(([size, png], index) => {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...entries.map(([, png]) => png)]);
}

/** The chunk types of an Apple icon that hold a PNG, with their sizes in pixels. */
const chunks = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]);

/**
 * @param {ReadonlyMap<number, Buffer>} pictures PNGs by size in pixels
 * @returns {Buffer} an Apple icon
 */
export function icns(pictures) {
  /** @param {string} type @param {Buffer} content */
  const chunk = (type, content) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return chunk(
    'icns',
    Buffer.concat(
      chunks.flatMap(([type, size]) => {
        const png = pictures.get(size);
        return png === undefined ? [] : [chunk(type, png)];
      }),
    ),
  );
}
