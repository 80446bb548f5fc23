"""The clock-driven kernel: world, pool, case, ledger. The only importer of SimPy; knows no agency by name."""
