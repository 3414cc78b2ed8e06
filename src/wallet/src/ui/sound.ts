// Sound and vibration. Browsers let a page make sound only after a touch, so `allowSound` is called from one.

let context: AudioContext | null = null;

export function allowSound() {
  try {
    context ??= new AudioContext();
    void context.resume();
  } catch {
    // No sound on this device; the screen says it all the same.
  }
}

function note(frequency: number, start: number, length: number, volume = 0.25) {
  if (!context) return;
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = 'triangle';
  tone.frequency.value = frequency;
  const from = context.currentTime + start;
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(volume, from + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, from + length);
  tone.connect(loudness).connect(context.destination);
  tone.start(from);
  tone.stop(from + length);
}

/** Three rising notes: heard as "yes" across a counter. */
export function celebrate() {
  note(523.25, 0, 0.25);
  note(659.25, 0.13, 0.25);
  note(1046.5, 0.26, 0.6);
  vibrate([80, 60, 200]);
}

/** Two low notes, unlike the others even for those who only half listen. */
export function deplore() {
  note(220, 0, 0.25);
  note(164.81, 0.2, 0.45);
  vibrate([300]);
}

function vibrate(pattern: number[]) {
  try {
    navigator.vibrate?.(pattern);
  } catch {
    // Some browsers throw where others ignore.
  }
}
