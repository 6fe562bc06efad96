// Paths of the public board, in one place for server, page, command line and tests. No zod: the board's shapes stand
// in shared/credential/board.ts.

export const boardPaths = {
  board: (round: string): string => `/board/${round}/board.json`,
  part: (round: string, name: string): string => `/board/${round}/files/${name}`,
  participation: (round: string): string => `/board/${round}/participation.json`,
} as const;
