#!/usr/bin/env node
import './mobile-setup.cjs';
