// Why the page stops before Start. Each has a text `stopped.<reason>`; `refused` is worded by its problem code instead.
export type StopReason = 'manifest' | 'form' | 'closed' | 'paused' | 'population' | 'frame' | 'network' | 'broken' | 'browser' | 'refused';
