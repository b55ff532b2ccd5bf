// The version of this code, written into every log header.

import manifest from '../package.json' with { type: 'json' };

export const version: string = manifest.version;
