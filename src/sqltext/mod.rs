//! SQL as text: statements and their places. The only module that knows `squawk-syntax`.
